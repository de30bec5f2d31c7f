//! Defects of adoptions and of decisions on them.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Adopted ; PlacedAdoption ; AD1 DATE_INT=x DATE_MATCH=x | 112 AD1.1 ; 113 AD1.1
    Adopted ; PlacedAdoption ; AD1 FOSTER_CARE=2 | 114 AD1.1
    Adopted ; PlacedAdoption ; AD1 NB_ADOPTR=3 | 175 AD1.1
    Adopted ; PlacedAdoption ; AD1 SEX_ADOPTR=XX | 176 AD1.1 ; 520 AD1.1
    Adopted ; PlacedAdoption ; AD1 LS_ADOPTR=L9 | 177 AD1.1
    Adopted ; PlacedAdoption ; AD1 NB_ADOPTR= | 151 AD1.1 ; 601 AD1.1 Episodes.1
    Adopted ; PlacedAdoption | 601 Episodes.1
    Adopted ; PlacedAdoption ; AD1 DATE_MATCH=@35 | 331 AD1.1 Episodes.1
    Adopted ; PlacedAdoption ; AD1 DATE_MATCH=@28 | 333 AD1.1
    Adopted ; PlacedAdoption ; AD1 DATE_INT=@28 | 334 AD1.1 Episodes.1 ; 523 PlacedAdoption.1 AD1.1
    Adopted ; PlacedAdoption ; AD1 FOSTER_CARE=1 | 335 AD1.1 Episodes.1
    Adopted ; PlacedAdoption ; AD1 SEX_ADOPTR=M1 LS_ADOPTR=L0 | 511 AD1.1
    Adopted ; PlacedAdoption ; AD1 NB_ADOPTR=1 LS_ADOPTR=L0 | 514 AD1.1
    Adopted ; PlacedAdoption ; AD1 LS_ADOPTR=L3 SEX_ADOPTR=MM | 517 AD1.1
    Adopted ; PlacedAdoption ; AD1 LS_ADOPTR=L4 | 518 AD1.1
    Adopted ; PlacedAdoption ; AD1 NB_ADOPTR=1 LS_ADOPTR=L2 SEX_ADOPTR=M1 | 519 AD1.1
    Adopted ; PlacedAdoption ; AD1 SEX_ADOPTR=FF | 520 AD1.1
    Adopted ; PlacedAdoption ; AD1 LS_ADOPTR=L12 | 524 AD1.1
    Episodes LS=E1 DEC=@50 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes LS=E1 DECOM=@50 RNE=P PLACE=A6 DEC=@130 REC=E12 ; PlacedAdoption ; AD1 DATE_INT=@55 DATE_MATCH=@55 | 521 AD1.1 Episodes.2 ; 331 AD1.1 Episodes.2 ; 523 PlacedAdoption.1 AD1.1
    Adopted ; PlacedAdoption DATE_PLACED_CEASED=@80 REASON_PLACED_CEASED=RD1 ; AD1 | 525 PlacedAdoption.1 AD1.1 ; 558 Episodes.1
    Adopted ; PlacedAdoption ; AD1 DATE_MATCH=@100 | 582 Episodes.1 ; 331 AD1.1 Episodes.1
    Episodes ; AD1 | 602 AD1.1
    AllYear ; OC2 ; AD1 | 187 AD1.1 ; 602 AD1.1
    Header - ; AD1 | INT01 AD1.1 ; 602 AD1.1 ; 1012 AD1.1
    Adopted ; PlacedAdoption ; AD1 DOB=@-4005 | INT11 AD1.1
    Adopted ; PlacedAdoption ; AD1 ; AD1 SEX_ADOPTR=FF LS_ADOPTR=L12 | INT31 AD1.1 AD1.2
    Episodes ; PlacedAdoption DATE_PLACED=x | 115 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED_CEASED=x REASON_PLACED_CEASED=RD1 | 116 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED=@400 | 117 PlacedAdoption.1 Episodes.1
    Episodes DEC=@60 REC=E4A ; PlacedAdoption DATE_PLACED_CEASED=@65 REASON_PLACED_CEASED=RD1 | 117 PlacedAdoption.1 Episodes.1
    AllYear ; OC2 ; last PlacedAdoption DATE_PLACED=@-150 ; PlacedAdoption DATE_PLACED=@-150 DATE_PLACED_CEASED=@-30 REASON_PLACED_CEASED=RD1 | 118 PlacedAdoption.1 Episodes.1
    Episodes ; PlacedAdoption DATE_PLACED_CEASED=@60 | 119 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED_CEASED=@60 REASON_PLACED_CEASED=RD9 | 120 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED=@-4100 | 184 PlacedAdoption.1 ; 1003 PlacedAdoption.1 Episodes.1 ; 559 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED=@60 DATE_PLACED_CEASED=@50 REASON_PLACED_CEASED=RD1 | 522 PlacedAdoption.1
    Episodes PLACE=A4 | 551 Episodes.1
    Episodes DEC=@50 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@50 RNE=P PLACE=A4 ; PlacedAdoption DATE_PLACED=@60 | 552 PlacedAdoption.1 Episodes.2
    Episodes LS=E1 | 553 Episodes.1
    Episodes LS=E1 ; PlacedAdoption DATE_PLACED_CEASED=@60 REASON_PLACED_CEASED=RD2 | 553 PlacedAdoption.1
    Episodes LS=E1 ; PlacedAdoption DATE_PLACED=@40 | 554 PlacedAdoption.1 Episodes.1
    ..2024 Episodes LS=D1 | 555 Episodes.1 ; 445 Episodes.1 ; 451 Episodes.1
    ..2024 Episodes LS=D1 ; PlacedAdoption DATE_PLACED=@40 | 556 Episodes.1 ; 445 Episodes.1 ; 451 Episodes.1
    Episodes LS=E1 PLACE=A6 DEC=@100 REC=E4A ; PlacedAdoption | 557 Episodes.1 PlacedAdoption.1
    AllYear ; OC2 ; PlacedAdoption DATE_PLACED=@-50 | 559 PlacedAdoption.1
    AllYear ; OC2 ; last PlacedAdoption DATE_PLACED=@-150 ; PlacedAdoption DATE_PLACED=@-140 | 560 PlacedAdoption.1
    AllYear ; OC2 ; last PlacedAdoption DATE_PLACED=@-150 DATE_PLACED_CEASED=@-50 REASON_PLACED_CEASED=RD1 ; PlacedAdoption DATE_PLACED=@-150 | 561 PlacedAdoption.1 ; 584 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED= DATE_PLACED_CEASED=@60 REASON_PLACED_CEASED=RD1 | 563 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED=@35 DATE_PLACED_CEASED=@80 REASON_PLACED_CEASED=RD1 ; PlacedAdoption DATE_PLACED=@60 | 579 PlacedAdoption.2
    Episodes ; PlacedAdoption DATE_PLACED=@35 ; PlacedAdoption DATE_PLACED=@60 | 583 PlacedAdoption.1 ; 579 PlacedAdoption.2
    AllYear ; OC2 ; last PlacedAdoption DATE_PLACED=@-150 DATE_PLACED_CEASED=@-50 REASON_PLACED_CEASED=RD1 ; PlacedAdoption DATE_PLACED=@-160 | 584 PlacedAdoption.1
    Episodes ; PlacedAdoption DATE_PLACED=@10 | 1003 PlacedAdoption.1 Episodes.1
    Header - ; PlacedAdoption | INT02 PlacedAdoption.1 ; 1012 PlacedAdoption.1
    Episodes ; PlacedAdoption DOB=@-4005 | INT12 PlacedAdoption.1
";
