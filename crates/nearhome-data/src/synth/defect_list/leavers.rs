//! Defects of care leavers and of previous permanence.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Leaver ; OC3 IN_TOUCH=MAYBE | 131 OC3.1
    Leaver ; OC3 ACTIV=Z9 | 132 OC3.1
    Leaver ; OC3 ACTIV=F3 | 132 OC3.1
    Leaver ; OC3 ACCOM=S1 | 133 OC3.1
    Leaver ; OC3 ACTIV= | 153 OC3.1 ; 132 OC3.1
    Leaver ; OC3 ; AD1 | 134 AD1.1 ; 602 AD1.1 ; 1012 AD1.1
    Header DOB=@-6100 ; AllYear ; OC2 ; OC3 | 187 OC3.1 ; 1007 OC3.1 ; 215 OC2.1 OC3.1
    Leaver ; OC3 ; OC2 | 215 OC3.1 OC2.1 ; 185 OC2.1 ; 189 OC2.1 ; 190 OC2.1 ; 1012 OC2.1
    Leaver ; OC3 IN_TOUCH=DIED | 344 OC3.1
    Leaver ; OC3 IN_TOUCH=RHOM ACCOM=0 | 344 OC3.1
    Leaver ; OC3 ACTIV=0 | 345 OC3.1
    2024.. Header DOB=@-6300 ; last Episodes DECOM=@-340 DEC=@-200 REC=E5 ; OC3 ACCOM=T1 | 347 OC3.1
    2026.. Leaver ; last OC3 IN_TOUCH=DIED ACTIV=0 ACCOM=0 ; OC3 | 348 OC3.1
    Header DOB=@-5700 ; last Episodes DECOM=@-340 DEC=@-200 REC=E5 ; OC3 | 391 OC3.1 ; 1001 OC3.1
    Header SEX=FEMALE MOTHER=0 DOB=@-6700 ; last Header SEX=FEMALE MOTHER=0 ; last Episodes DECOM=@-340 DEC=@-200 REC=E5 ; OC3 | 628 Header.1
    Header DOB=@-6700 ; last Episodes DECOM=@-340 DEC=@-200 REC=E2 ; OC3 | 1000 OC3.1
    Header DOB=@-6700 ; last Episodes DECOM=@-240 DEC=@-200 REC=E5 ; OC3 | 1001 OC3.1
    Header DOB=@-6700 ; OC3 | 1001 OC3.1 ; 1002 OC3.1
    Header DOB=@-6100 ; Episodes ; OC3 | 1007 OC3.1
    Header DOB=@-6100 ; Episodes DEC=@200 REC=E5 ; OC3 | 1007 OC3.1 ; 1016:2024.. OC3.1
    Header DOB=@-6300 ; last Episodes DECOM=@-340 ; OC3 | 1010 OC3.1
    Header DOB=@-6100 ; last Episodes DECOM=@-200 ; Episodes DECOM=@-200 DEC=@100 REC=E3 ; OC3 | 1011 OC3.1
    Leaver ; OC3 ; Reviews | 1012 Reviews.1
    Leaver ; OC3 ; UASC DUC= | 1014 UASC.1 OC3.1 ; 205D Header.1
    Header DOB=@-6100 ; last Episodes DECOM=@-340 DEC=@-100 REC=E5 ; OC3 ACCOM=Z1 | 3001 OC3.1
    Header - ; last Header DOB=@-6700 ; last Episodes DECOM=@-340 DEC=@-200 REC=E5 ; OC3 DOB=@-6700 | INT06 OC3.1
    Leaver ; OC3 DOB=@-6705 | INT15 OC3.1
    Leaver ; OC3 ; OC3 ACTIV=F4 | INT34 OC3.1 OC3.2
    Episodes ; PrevPerm - | 630 Episodes.1
    Episodes ; PrevPerm PREV_PERM=P1 | 630 Episodes.1
    Episodes ; PrevPerm PREV_PERM=P9 LA_PERM=840 DATE_PERM=@-1000 | 631 PrevPerm.1
    Episodes ; PrevPerm PREV_PERM=P2 LA_PERM=840 DATE_PERM=@40 | 632 PrevPerm.1 Episodes.1
    Episodes ; PrevPerm PREV_PERM=P2 LA_PERM=840 DATE_PERM=zz/zz/20 | 632 PrevPerm.1 Episodes.1
    Episodes ; PrevPerm PREV_PERM=P3 LA_PERM=777 DATE_PERM=@-1000 | 633 PrevPerm.1
    Episodes DECOM=01/06/2015 ; PrevPerm ; OC2 | 634 Episodes.1 PrevPerm.1 ; 562 Episodes.1 ; NOE Episodes.1
    Episodes ; PrevPerm PREV_PERM= LA_PERM=840 | 635 PrevPerm.1 ; 630 Episodes.1
    Episodes ; PrevPerm LA_PERM=840 | 635 PrevPerm.1
    Header - ; PrevPerm | INT07 PrevPerm.1 ; 1012 PrevPerm.1
    Episodes ; PrevPerm DOB=@-4005 | INT16 PrevPerm.1
    Episodes ; PrevPerm ; PrevPerm PREV_PERM=P2 LA_PERM=840 DATE_PERM=@-1000 | INT35 PrevPerm.1 PrevPerm.2
";
