//! Defects of the Header and of the table of unaccompanied children, and where children of them do not fit others.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Header SEX=9 ; Episodes | 101 Header.1
    Header DOB=31/02/2012 ; Episodes | 102 Header.1
    Header ETHNIC=BRIT ; Episodes | 103 Header.1
    Header UPN=I12345 ; Episodes | 168 Header.1
    Header UPN= ; Episodes | 442 Header.1
    Header UPN=UN1 ; Episodes | 209 Header.1
    Header DOB=@800 | 301 Header.1 ; EPI Header.1
    Header DOB=@-9999 | 351 Header.1 ; EPI Header.1
    Header MC_DOB=x ; Episodes | 171 Header.1 ; 174 Header.1
    last Episodes DECOM=@-200 ; last Header ETHNIC=WIRI ; Episodes DECOM=@-200 | 204 Header.1 ; 191 Episodes.1
    Header ; UASC DUC=@3000 ; Episodes HOME_POST= | 304 UASC.1
    UASC DUC=soon ; Episodes HOME_POST= | 104 UASC.1
    UASC DOB=@-4100 ; Episodes HOME_POST= | INT18 UASC.1 ; 304 UASC.1
    ..2024 Header SEX=M ; Episodes | 101 Header.1
    2025.. Header SEX=1 ; Episodes | 101 Header.1
    Header MOTHER=2 SEX=FEMALE ; Episodes | 165 Header.1
    Header MOTHER=0 ; Episodes | 165 Header.1
    Header SEX=FEMALE ; Episodes | 393 Header.1 ; 165 Header.1
    Header SEX=FEMALE ; Episodes DEC=@60 REC=E4A | 607 Header.1 Episodes.1 ; 393 Header.1 ; 165 Header.1
    Header SEX=FEMALE MOTHER=1 DOB=@-5500 ; Episodes | 611 Header.1
    Header SEX=FEMALE MOTHER=0 MC_DOB=@-20 DOB=@-5500 ; Episodes | 612 Header.1
    Header SEX=FEMALE MOTHER=1 MC_DOB=@100 DOB=@-3900 ; Episodes | 620 Header.1
    Header SEX=FEMALE MOTHER=1 MC_DOB=@-5600 DOB=@-5500 ; Episodes | 621 Header.1
    last Header SEX=FEMALE MOTHER=1 MC_DOB=@-210 DOB=@-5500 ; Header SEX=FEMALE MOTHER=1 MC_DOB=@-209 DOB=@-5500 ; AllYear ; OC2 | 624 Header.1
    Header SEX=FEMALE MOTHER=1 MC_DOB=@400 DOB=@-5500 ; Episodes | 625 Header.1 Episodes.1
    Header SEX=FEMALE MOTHER=1 MC_DOB=@80 DOB=@-5500 ; Episodes DEC=@60 REC=E4A | 625 Header.1 Episodes.1
    last Header SEX=FEMALE MOTHER=0 DOB=@-5500 ; Header SEX=FEMALE MOTHER=1 MC_DOB=@-50 DOB=@-5500 ; AllYear ; OC2 | 626 Header.1
    last Header SEX=FEMALE MOTHER=1 MC_DOB=@-210 DOB=@-5500 ; Header SEX=FEMALE MOTHER=0 MC_DOB=@-210 DOB=@-5500 ; AllYear ; OC2 | 207 Header.1 ; 612 Header.1
    AllYear ; OC2 ; last Header SEX=FEMALE MOTHER=0 | 202 Header.1
    AllYear ; OC2 ; last Header UPN=A123456789012 ; Header UPN=A123456789013 | 208 Header.1
    Header UPN=UN4 ; Episodes | 210 Header.1 Episodes.1
    2025.. Header DOB=@-3000 ; UASC ; Episodes HOME_POST= | 231 Header.1
    2025.. Header SEX=U ; Episodes | 232 Header.1
    2026.. Header UPN=A123456789014 ; Episodes ; PrevPerm ; SWEpisodes ; Header CHILD=TWIN UPN=A123456789014 ; Episodes CHILD=TWIN ; PrevPerm CHILD=TWIN ; SWEpisodes CHILD=TWIN | 444 Header.1 Header.2
    Header DOB=@-4500 ; last Episodes DECOM=@-200 HOME_POST= ; last UASC ; Episodes DECOM=@-200 HOME_POST= ; UASC DUC= ; OC2 | 205B UASC.1 Header.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 HOME_POST= ; UASC ; OC2 | 205D Header.1
    Header - ; Episodes | INT03 Episodes.1 ; INT07 PrevPerm.1
    Header - ; UASC | INT09 UASC.1
    UASC SEX=FEMALE ; Episodes HOME_POST= | INT21 UASC.1
    Header ; Header ETHNIC=WIRI ; Episodes | INT32 Header.1 Header.2
    UASC ; UASC DUC=@100 ; Episodes HOME_POST= | INT36 UASC.1 UASC.2
";
