//! Defects of single episodes: codes, days, ages and legal status.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Episodes DECOM=30/02/2020 | 141 Episodes.1
    Episodes RNE=Q | 143 Episodes.1 ; 357 Episodes.1 ; 191 Episodes.1
    Episodes LS=C9 | 144 Episodes.1
    Episodes CIN=N9 | 145 Episodes.1
    Episodes DEC=never REC=E8 | 147 Episodes.1
    Episodes REC=E1 | 149 Episodes.1 ; 148 Episodes.1
    Episodes REASON_PLACE_CHANGE=WHY | 1009 Episodes.1 ; 233:2026.. Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 DEC=@90 | 148 Episodes.2
    Episodes REC=X1 | 148 Episodes.1
    Header DOB=@35 ; Episodes | 302 Episodes.1 Header.1
    Header DOB=@-7000 ; Episodes | 352 Episodes.1 ; 359 Episodes.1
    Episodes DEC=@30 REC=E8 | 355 Episodes.1
    Episodes DEC=@20 REC=E8 | 356 Episodes.1
    Header DOB=@-1000 ; Episodes LS=J1 | 358 Episodes.1 Header.1
    Episodes LS=L1 DEC=@36 REC=E4A | 361 Episodes.1
    Episodes LS=L2 DEC=@54 REC=E4A | 362 Episodes.1
    Episodes LS=L2 DEC=@45 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes LS=L2 DECOM=@45 RNE=P PLACE=U4 DEC=@60 REC=E4A | 362 Episodes.1 Episodes.2
    Episodes LS=L3 DEC=@40 REC=E4A | 363 Episodes.1
    Episodes LS=J2 DEC=@60 REC=E4A | 364 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@60 REC=E4A | 365 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@35 REC=E4A ; Episodes LS=V4 HOME_POST= PL_POST= URN= DECOM=@40 DEC=@45 REC=E4A | 426 Episodes.1 Episodes.2
    Episodes DEC=@60 REC=E11 ; AD1 | 390 Episodes.1
    Episodes DEC=@60 REC=E6 | 387 Episodes.1
    Episodes DEC=@60 REC=E7 | 389 Episodes.1
    Episodes DEC=@60 REC=E17 | 460 Episodes.1
    last Episodes DECOM=@-200 ; last Header DOB=@-4005 ; Episodes DECOM=@-200 | 203 Header.1 ; 191 Episodes.1
    Episodes DECOM=13/10/1991 | 353 Episodes.1 ; 302 Episodes.1 Header.1 ; 562 Episodes.1 ; NOE Episodes.1 ; 191 Episodes.1
    Episodes DECOM=@400 | 354 Episodes.1
    Episodes DEC=@400 REC=E8 | 385 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@46 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@50 DEC=@66 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@70 DEC=@86 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@90 DEC=@106 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@110 DEC=@126 REC=E4A | 367 Episodes.1 Episodes.2 Episodes.3 Episodes.4 Episodes.5
    2026.. Header DOB=@-1000 ; Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CUSTOD ; Episodes DECOM=@60 RNE=P PLACE=U4 | 234 Episodes.1 Header.1
    2026.. Episodes REASON_PLACE_CHANGE=CARPL | 233 Episodes.1
    Header DOB=@-6500 ; Adopted ; PlacedAdoption ; AD1 | 386 Episodes.1
    Header DOB=@-6500 ; Episodes DEC=@100 REC=E45 | 407 Episodes.1 Header.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@35 REC=E4A ; Reviews REVIEW=@33 | 399 Episodes.1 Header.1 Reviews.1
    ..2024 Episodes LS=D1 ; PlacedAdoption | 445 Episodes.1 ; 451 Episodes.1
    ..2024 Episodes LS=D1 DEC=@60 REC=E4A ; PlacedAdoption DATE_PLACED_CEASED=@50 REASON_PLACED_CEASED=RD1 | 445 Episodes.1
    ..2022 Header DOB=01/11/2005 ; Episodes LS=E1 DECOM=15/11/2005 ; PlacedAdoption DATE_PLACED=15/11/2005 ; OC2 | 446 Episodes.1 ; 562 Episodes.1 ; NOE Episodes.1 ; 559 PlacedAdoption.1
    Episodes DEC=@60 REC=E43 | 149 Episodes.1
";
