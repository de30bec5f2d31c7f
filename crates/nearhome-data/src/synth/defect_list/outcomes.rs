//! Defects of times missing, outcomes of a year in care and reviews.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Missing MIS_START= ; Episodes | 1004 Missing.1 ; 564 Missing.1 ; 581 Missing.1
    Missing MISSING=X ; Episodes | 1006 Missing.1
    Missing MISSING= ; Episodes | 565 Missing.1 ; 566 Missing.1
    Missing MIS_END=@39 ; Episodes | 567 Missing.1
    Missing ; Missing MIS_START=@41 MIS_END=@44 ; Episodes | 574 Missing.2
    Missing MIS_END= ; Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 | 575 Missing.1
    Missing MIS_END= ; Episodes DEC=@60 REC=E4A | 575 Missing.1 ; 577 Missing.1
    Missing MIS_START=@20 MIS_END=@25 ; Episodes | 577 Missing.1 ; 578 Missing.1 ; 581 Missing.1
    OC2 ; Episodes | 185 OC2.1 ; 190 OC2.1
    OC2 SDQ_SCORE=50 ; Episodes | 180 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 TEETH_CHECK=3 ; Episodes | 181 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 TEETH_CHECK= ; Episodes | 182 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 SUBSTANCE_MISUSE=1 ; Episodes | 192 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 INTERVENTION_RECEIVED=1 ; Episodes | 193 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=1 INTERVENTION_OFFERED=0 ; Episodes | 158 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=0 ; Episodes | 159 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 SDQ_REASON=SDQ2 ; Episodes | 197A OC2.1 ; 185 OC2.1 ; 190 OC2.1 ; 198 OC2.1
    OC2 SDQ_SCORE= SDQ_REASON=SDQ9 ; Episodes | 196 OC2.1 ; 190 OC2.1 ; 198 OC2.1
    OC2 HEALTH_CHECK=1 TEETH_CHECK= ; Episodes | 547 OC2.1 ; 182 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 CONVICTED=1 TEETH_CHECK= ; Episodes | 544 OC2.1 ; 182 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    OC2 DOB=@-4005 ; Episodes | INT14 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    Missing MIS_START=@400 MIS_END=@401 ; Episodes | 570 Missing.1 ; 571 Missing.1
    Missing DOB=@-4005 ; Episodes | INT13 Missing.1
    Missing MIS_END=x ; Episodes | 1005 Missing.1
    last Missing MIS_START=@-100 MIS_END= ; Missing ; AllYear ; OC2 | 576 Missing.1
    Header DOB=@-6500 ; Missing MIS_END=BIRTHDAY18 ; Episodes DEC=BIRTHDAY18 REC=E6 | 580 Episodes.1
    Missing MIS_START=@-4100 ; Episodes | 586 Missing.1 ; 578 Missing.1 ; 581 Missing.1
    Header - ; Missing | INT04 Missing.1 ; 1012 Missing.1
    AllYear | 191 Episodes.1
    AllYear ; OC2 TEETH_CHECK= | 182 OC2.1 ; 191 OC2.1
    AllYear ; OC2 SDQ_SCORE= SDQ_REASON=SDQ1 | 157 OC2.1
    AllYear ; OC2 SDQ_SCORE= | 186 OC2.1
    Header DOB=@-1000 ; AllYear ; OC2 CONVICTED= HEALTH_CHECK=1 | 188 OC2.1
    Header DOB=@-6300 ; last Episodes DECOM=@-200 LS=V2 PLACE=K2 PLACE_PROVIDER=PR4 ; Episodes DECOM=@-200 LS=V2 PLACE=K2 PLACE_PROVIDER=PR4 ; OC2 | 189 OC2.1
    Header DOB=@-1300 ; AllYear ; OC2 SDQ_SCORE= CONVICTED= HEALTH_CHECK=1 | 197B OC2.1
    Header DOB=@-3000 ; AllYear ; OC2 | 542 OC2.1
    AllYear ; OC2 CONVICTED= | 543 OC2.1
    Header DOB=@-1000 ; AllYear ; OC2 SDQ_SCORE= CONVICTED= | 545 OC2.1
    AllYear ; OC2 HEALTH_CHECK=1 | 546 OC2.1
    Header - ; OC2 | INT05 OC2.1 ; 185 OC2.1 ; 190 OC2.1 ; 1012 OC2.1
    AllYear ; OC2 ; OC2 TEETH_CHECK=0 | INT33 OC2.1 OC2.2
    Episodes ; Reviews REVIEW=x | 166 Reviews.1
    Episodes ; Reviews REVIEW_CODE=PN9 | 167 Reviews.1
    Episodes ; Reviews REVIEW_CODE=PN0 | 440 Reviews.1
    Header DOB=@-1000 ; Episodes ; Reviews | 441 Reviews.1
    Header - ; Reviews | INT08 Reviews.1 ; 1012 Reviews.1
    Episodes ; Reviews DOB=@-4005 | INT17 Reviews.1
";
