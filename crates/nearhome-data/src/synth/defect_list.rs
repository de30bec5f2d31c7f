//! The defects that can be planted: the rows of a child, and what must be found at them.
//!
//! A line is `rows | found`. Rows are separated by `;`: a table and what differs from a sound row of it;
//! `last` puts it into the return before, `@n` is a day n days after 1 April, moved by chance. What must be
//! found is a list, separated by `;`, of a rule and the rows: `Episodes.2` is the child's second episode.

/// Every defect, one a line.
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
    Episodes DECOM=30/02/2020 | 141 Episodes.1
    Episodes RNE=Q | 143 Episodes.1 ; 357 Episodes.1 ; 191 Episodes.1
    Episodes LS=C9 | 144 Episodes.1
    Episodes CIN=N9 | 145 Episodes.1
    Episodes PLACE=U9 PLACE_PROVIDER=PR4 | 146 Episodes.1
    Episodes DEC=never REC=E8 | 147 Episodes.1
    Episodes REC=E1 | 149 Episodes.1 ; 148 Episodes.1
    Episodes PLACE_PROVIDER=PR9 | 178 Episodes.1
    Episodes REASON_PLACE_CHANGE=WHY | 1009 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 DEC=@90 | 148 Episodes.2
    Episodes ; Episodes DECOM=@60 RNE=S | 142 Episodes.1
    Episodes REC=X1 | 148 Episodes.1
    Episodes PLACE_PROVIDER= | 526 Episodes.1
    Episodes URN= | 218 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR0 | 222 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=U4 | 225 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P | 226 Episodes.2
    Header DOB=@35 ; Episodes | 302 Episodes.1 Header.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL PLACE=K2 PLACE_PROVIDER=PR4 ; Episodes DECOM=@60 RNE=T PLACE=A3 | 336 Episodes.2
    Header DOB=@-7000 ; Episodes | 352 Episodes.1 ; 359 Episodes.1
    Episodes DEC=@30 REC=E8 | 355 Episodes.1
    Episodes DEC=@20 REC=E8 | 356 Episodes.1
    Episodes RNE=P | 357 Episodes.1 ; 191 Episodes.1
    Header DOB=@-1000 ; Episodes LS=J1 | 358 Episodes.1 Header.1
    Episodes LS=L1 DEC=@36 REC=E4A | 361 Episodes.1
    Episodes LS=L2 DEC=@54 REC=E4A | 362 Episodes.1
    Episodes LS=L2 DEC=@45 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes LS=L2 DECOM=@45 RNE=P PLACE=U4 DEC=@60 REC=E4A | 362 Episodes.1 Episodes.2
    Episodes LS=L3 DEC=@40 REC=E4A | 363 Episodes.1
    Episodes LS=J2 DEC=@60 REC=E4A | 364 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@60 REC=E4A | 365 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@35 REC=E4A RNE=P | 366 Episodes.1 ; 357 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@35 REC=E4A ; Episodes LS=V4 HOME_POST= PL_POST= URN= DECOM=@40 DEC=@45 REC=E4A | 426 Episodes.1 Episodes.2
    Header DOB=@-1000 ; Episodes PLACE=R5 PLACE_PROVIDER=PR3 URN= | 372 Episodes.1
    Header DOB=@-1000 UPN=UN1 ; Episodes PLACE=S1 PLACE_PROVIDER=PR4 | 373 Episodes.1
    Episodes PLACE=P3 PLACE_PROVIDER=PR4 URN= | 374 Episodes.1
    Episodes LS=V2 PLACE=P1 PLACE_PROVIDER=PR0 URN= | 378 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@70 REC=X1 ; Episodes DECOM=@70 RNE=P | 379 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@90 REC=X1 ; Episodes DECOM=@90 RNE=P | 376 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T1 PLACE_PROVIDER= URN= DEC=@110 REC=X1 ; Episodes DECOM=@110 RNE=P | 375 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P PLACE=U4 | 383 Episodes.3
    Episodes PLACE=T4 PLACE_PROVIDER= URN= DEC=@34 REC=X1 ; Episodes DECOM=@34 RNE=P | 380 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=E4A | 381 Episodes.2
    Episodes LS=V3 HOME_POST= PL_POST= URN= PLACE=U4 DEC=@35 REC=E4A | 384 Episodes.1
    Episodes DEC=@60 REC=X1 | 388 Episodes.1
    Episodes DEC=@60 REC=E8 ; Episodes DECOM=@60 RNE=P PLACE=U4 | 388 Episodes.1 ; 432 Episodes.2
    Episodes DEC=@60 REC=E11 | 390 Episodes.1
    Episodes DEC=@60 REC=E6 | 387 Episodes.1
    Episodes DEC=@60 REC=E7 | 389 Episodes.1
    Episodes DEC=@60 REC=E17 | 460 Episodes.1
    Episodes HOME_POST= | 392B Episodes.1 ; 392A Episodes.1
    Episodes PL_POST=HOME | 392D Episodes.1
    Episodes PL_POST=NOWHERE | 392C Episodes.1 ; 392A Episodes.1 ; 169 Episodes.1 ; 179 Episodes.1
    Episodes LS=V4 PL_POST= URN= | 398 Episodes.1
    Episodes ; UASC | 406 Episodes.1
    Episodes PLACE=A5 | 408 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 | 431 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@62 RNE=P PLACE=U4 | 388 Episodes.1 ; 433 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=L | 434 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 LS=C1 | 435 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=B PLACE=U4 | 436 Episodes.2
    Episodes DEC=@60 REC=E2 ; Episodes DECOM=@80 | 437 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@55 RNE=P PLACE=U4 | 388 Episodes.1 ; 433 Episodes.2 ; 501 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 CIN=N5 | 504 Episodes.2
    Episodes DEC=@60 REC=E45 PLACE=K2 PLACE_PROVIDER=PR4 | 516 Episodes.1
    Episodes PLACE=P1 URN= PL_POST=HOME | 527 Episodes.1
    Episodes PLACE=R5 PLACE_PROVIDER=PR2 URN= | 528 Episodes.1
    Episodes PLACE_PROVIDER=PR3 | 529 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR4 URN= | 530 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR5 URN= | 531 Episodes.1
    Episodes PLACE_PROVIDER=PR0 | 550 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-190 | 502 Episodes.1 ; 562 Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 LS=C1 | 503B Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 CIN=N2 | 503C Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 PLACE=U4 | 503D Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 PLACE_PROVIDER=PR2 | 503E Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 URN=7654321 | 503F Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 RNE=B | 503A Episodes.1 ; 191 Episodes.1
    Episodes DECOM=@-200 | 562 Episodes.1 ; NOE Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; last Header ETHNIC=WIRI ; Episodes DECOM=@-200 | 204 Header.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; last Header DOB=@-4001 ; Episodes DECOM=@-200 | 203 Header.1 ; 191 Episodes.1
    Missing MIS_START= ; Episodes | 1004 Missing.1 ; 564 Missing.1 ; 581 Missing.1
    Missing MISSING=X ; Episodes | 1006 Missing.1
    Missing MISSING= ; Episodes | 565 Missing.1 ; 566 Missing.1
    Missing MIS_END=@39 ; Episodes | 567 Missing.1
    Missing ; Missing MIS_START=@41 MIS_END=@44 ; Episodes | 574 Missing.2
    Missing MIS_END= ; Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 | 575 Missing.1
    Missing MIS_END= ; Episodes DEC=@60 REC=E4A | 575 Missing.1 ; 577 Missing.1
    Missing MIS_START=@20 MIS_END=@25 ; Episodes | 577 Missing.1 ; 578 Missing.1 ; 581 Missing.1
    OC2 ; Episodes | 185 OC2.1 ; 190 OC2.1
    Header ; UASC DUC=@3000 ; Episodes HOME_POST= | 304 UASC.1
    UASC DUC=soon ; Episodes HOME_POST= | 104 UASC.1
    UASC DOB=@-4100 ; Episodes HOME_POST= | INT18 UASC.1 ; 304 UASC.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P | 213 Episodes.2 ; 178 Episodes.2
    Episodes LS=V3 HOME_POST= URN= DEC=@35 REC=E4A | 214 Episodes.1 ; 398 Episodes.1 ; 420 Episodes.1
    Episodes DECOM=13/10/1991 | 353 Episodes.1 ; 302 Episodes.1 Header.1 ; 562 Episodes.1 ; NOE Episodes.1 ; 191 Episodes.1
    Episodes DECOM=@400 | 354 Episodes.1
    Episodes DEC=@400 REC=E8 | 385 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@46 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@50 DEC=@66 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@70 DEC=@86 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@90 DEC=@106 REC=E4A ; Episodes LS=V3 HOME_POST= PL_POST= URN= DECOM=@110 DEC=@126 REC=E4A | 367 Episodes.1 Episodes.2 Episodes.3 Episodes.4 Episodes.5
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P DEC=@80 REC=X1 ; Episodes DECOM=@80 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@84 REC=X1 ; Episodes DECOM=@84 RNE=P DEC=@100 REC=X1 ; Episodes DECOM=@100 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@104 REC=X1 ; Episodes DECOM=@104 RNE=P | 377 Episodes.2 Episodes.4 Episodes.6
    Episodes LS=V3 PLACE=T4 PLACE_PROVIDER= HOME_POST= PL_POST= URN= DEC=@35 REC=E4A | 382 Episodes.1 ; 380 Episodes.1 ; 381 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=A3 | 217 Episodes.2
    Episodes PLACE=A3 DEC=@60 REC=E11 ; Episodes DECOM=@80 | 199 Episodes.2
    Episodes PLACE=K2 PL_POST=SW1A_1AA | 1015 Episodes.1
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
    OC2 DOB=@-4001 ; Episodes | INT14 OC2.1 ; 185 OC2.1 ; 190 OC2.1
    Missing MIS_START=@400 MIS_END=@401 ; Episodes | 570 Missing.1 ; 571 Missing.1
    Missing DOB=@-4001 ; Episodes | INT13 Missing.1
    Missing MIS_END=x ; Episodes | 1005 Missing.1
";
