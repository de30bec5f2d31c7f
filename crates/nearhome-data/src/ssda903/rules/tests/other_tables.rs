//! Cases of the rules on every table but that of the episodes.

use super::check_cases;

pub(super) const CASES: &str = "
    101 | Header SEX=3 | Header:2
    2025 101 | Header SEX=1 | Header:2
    2025 101 | Header SEX=F |
    102 | Header DOB=29/02/2009 | Header:2
    102 | Header DOB= | Header:2
    103 | Header ETHNIC=BRIT | Header:2
    103 | Header ETHNIC= | Header:2
    104 | UASC DUC=soon | UASC:2
    104 | UASC DUC=31/03/2019 | UASC:2
    104 | UASC DUC=01/04/2019 |
    105 | Header UASC=2 | Header:2
    105 | Header UASC=1 |
    112 | AD1 DATE_INT=x | AD1:2
    113 | AD1 DATE_MATCH=x | AD1:2
    114 | AD1 FOSTER_CARE=2 | AD1:2
    115 | PlacedAdoption DATE_PLACED=x | PlacedAdoption:2
    116 | PlacedAdoption DATE_PLACED_CEASED=x | PlacedAdoption:2
    117 | PlacedAdoption DATE_PLACED=01/04/2020 ; Episodes | Episodes:2 PlacedAdoption:2
    117 | PlacedAdoption DATE_PLACED=02/06/2019 ; Episodes DEC=01/06/2019 REC=E8 | Episodes:2 PlacedAdoption:2
    117 | PlacedAdoption DATE_PLACED=01/06/2019 ; Episodes DEC=01/06/2019 REC=E8 |
    118 | PlacedAdoption DATE_PLACED_CEASED=30/04/2019 ; Episodes | Episodes:2 PlacedAdoption:2
    118 | PlacedAdoption DATE_PLACED_CEASED=01/05/2019 ; Episodes |
    119 | PlacedAdoption DATE_PLACED_CEASED=01/06/2019 | PlacedAdoption:2
    119 | PlacedAdoption DATE_PLACED_CEASED=01/06/2019 REASON_PLACED_CEASED=RD1 |
    120 | PlacedAdoption REASON_PLACED_CEASED=RD5 | PlacedAdoption:2
    131 | OC3 IN_TOUCH=MAYBE | OC3:2
    132 | OC3 ACTIV=F3 | OC3:2
    2018 132 | OC3 ACTIV=F3 |
    2018 132 | OC3 ACTIV=F4 | OC3:2
    133 | OC3 ACCOM=S1 | OC3:2
    133 | OC3 ACCOM=S2 |
    134 | AD1 ; OC3 | AD1:2
    134 | AD1 ; OC3 CHILD=8 |
    151 | AD1 NB_ADOPTR= | AD1:2
    151 | AD1 DATE_INT= DATE_MATCH= FOSTER_CARE= NB_ADOPTR= SEX_ADOPTR= LS_ADOPTR= |
    153 | OC3 ACTIV= | OC3:2
    153 | OC3 IN_TOUCH= ACTIV= ACCOM= |
    157 | Episodes DECOM=01/04/2019 ; OC2 SDQ_SCORE= SDQ_REASON=SDQ1 | OC2:2
    157 | Episodes DECOM=01/04/2019 ; OC2 SDQ_SCORE= SDQ_REASON=SDQ2 |
    157 | Episodes ; OC2 SDQ_SCORE= SDQ_REASON=SDQ1 |
    158 | OC2 INTERVENTION_RECEIVED=1 INTERVENTION_OFFERED=0 | OC2:2
    158 | OC2 INTERVENTION_RECEIVED=1 |
    159 | OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=0 | OC2:2
    159 | OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=0 INTERVENTION_OFFERED=1 |
    165 | Header MOTHER=2 SEX=2 ; Episodes ; OC3 - | Header:2
    165 | Header MOTHER=0 ; Episodes ; OC3 - | Header:2
    165 | Header SEX=2 ; Episodes ; OC3 - | Header:2
    165 | Header SEX=2 MOTHER=0 ; Episodes ; OC3 - |
    165 | Header ; Episodes ; OC3 - |
    166 | Reviews REVIEW= | Reviews:2
    166 | Reviews REVIEW=x | Reviews:2
    167 | Reviews REVIEW_CODE=PN8 | Reviews:2
    167 | Reviews REVIEW_CODE= | Reviews:2
    167 | Reviews REVIEW= REVIEW_CODE= |
    168 | Header UPN=I123456789012 | Header:2
    168 | Header UPN=A12345678901B |
    168 | Header UPN=UN6 | Header:2
    168 | Header UPN= |
    171 | Header MC_DOB=x | Header:2
    174 | Header MC_DOB=01/01/2020 | Header:2
    174 | Header SEX=2 MC_DOB=01/01/2020 |
    175 | AD1 NB_ADOPTR=3 | AD1:2
    176 | AD1 SEX_ADOPTR=FM | AD1:2
    177 | AD1 LS_ADOPTR=L1 | AD1:2
    180 | OC2 SDQ_SCORE=41 | OC2:2
    180 | OC2 SDQ_SCORE=40.0 |
    181 | OC2 TEETH_CHECK=2 | OC2:2
    182 | OC2 TEETH_CHECK= CONVICTED=0 | OC2:2
    182 | OC2 TEETH_CHECK= |
    184 | PlacedAdoption DATE_PLACED=14/06/2010 | PlacedAdoption:2
    184 | PlacedAdoption DATE_PLACED=15/06/2010 |
    185 | OC2 ; Episodes | OC2:2
    185 | OC2 ; Episodes DECOM=01/04/2019 |
    186 | OC2 SDQ_SCORE= ; Episodes DECOM=01/04/2019 | OC2:2
    186 | OC2 SDQ_SCORE= ; Episodes |
    187 | OC3 ; AD1 ; Episodes DECOM=01/04/2019 | AD1:2 OC3:2
    187 | OC3 ; AD1 ; Episodes |
    187 | AD1 ; OC3 - ; Episodes DECOM=01/04/2019 LS=E1 PLACE=A6 DEC=31/03/2020 REC=E12 |
    188 | OC2 DOB=01/04/2016 | OC2:2
    188 | OC2 DOB=31/03/2016 |
    189 | OC2 DOB=31/03/2002 | OC2:2
    189 | OC2 DOB=01/04/2002 |
    190 | OC2 ; Episodes | OC2:2
    190 | OC2 ; Episodes DECOM=01/04/2019 |
    191 | OC2 TEETH_CHECK= ; Episodes DECOM=01/04/2019 | OC2:2
    191 | OC2 - ; Episodes DECOM=01/04/2019 | Episodes:2
    191 | OC2 - ; Episodes |
    192 | OC2 SUBSTANCE_MISUSE=1 | OC2:2
    192 | OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=1 |
    193 | OC2 INTERVENTION_RECEIVED=1 | OC2:2
    193 | OC2 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=1 |
    196 | OC2 SDQ_REASON=SDQ6 | OC2:2
    197A | OC2 SDQ_REASON=SDQ2 | OC2:2
    197A | OC2 SDQ_SCORE= SDQ_REASON=SDQ2 |
    197B | OC2 DOB=01/04/2015 SDQ_SCORE= ; Episodes DECOM=01/04/2019 | OC2:2
    197B | OC2 DOB=31/03/2015 SDQ_SCORE= ; Episodes DECOM=01/04/2019 |
    198 | OC2 SDQ_REASON=SDQ2 ; Episodes | OC2:2
    198 | OC2 SDQ_REASON=SDQ2 ; Episodes DECOM=01/04/2019 |
    202 | last Header SEX=2 ; Header | Header:2
    202 | last Header ; Header |
    203 | last Header DOB=16/06/2010 ; Header | Header:2
    203 | last Header ; Header |
    204 | last Header ETHNIC=WIRI ; Header | Header:2
    204 | last Header ; Header |
    205A | last UASC ; Header UASC=0 ; UASC DUC= | Header:2 UASC:2
    205A | last UASC DUC=01/06/2018 ; Header UASC=0 ; UASC |
    205A | last UASC DUC= ; Header ; Episodes ; UASC CHILD=8 | Header:2
    205A | last UASC DUC=31/03/2019 ; Header ; Episodes ; UASC CHILD=8 |
    205A | last UASC DUC=01/04/2019 ; Header ; Episodes ; UASC CHILD=8 | Header:2
    205A | last UASC DUC= ; Header ; UASC CHILD=8 |
    205A | last UASC DUC= ; Header ; Episodes ; UASC |
    205B | last UASC DUC=01/06/2028 ; UASC DUC=01/06/2019 | Header:2 UASC:2
    205B | last UASC DUC=15/06/2028 ; UASC DUC=01/06/2019 |
    205C | last Header UASC=0 ; last UASC ; Header UASC=0 ; UASC DUC=01/06/2019 | Header:2 UASC:2
    205C | last Header UASC=0 ; last UASC ; Header UASC=0 ; UASC |
    205D | last UASC CHILD=8 ; UASC | Header:2
    205D | last UASC ; UASC |
    207 | last Header SEX=2 MOTHER=1 ; Header SEX=2 MOTHER=0 ; Episodes | Header:2
    207 | last Header SEX=2 MOTHER=1 ; Header SEX=2 MOTHER=1 ; Episodes |
    208 | last Header UPN=A123456789013 ; Header | Header:2
    208 | last Header UPN=UN1 ; Header |
    208 | last Header UPN=UN2 ; Header UPN=UN3 | Header:2
    209 | Header UPN=UN1 DOB=31/08/2014 | Header:2
    209 | Header UPN=UN1 DOB=01/09/2014 |
    210 | Header UPN=UN4 ; Episodes DECOM=23/03/2020 | Episodes:2 Header:2
    210 | Header UPN=UN4 ; Episodes DECOM=24/03/2020 |
    215 | OC3 ; OC2 | OC2:2 OC3:2
    215 | OC3 ; OC2 CHILD=8 |
    2025 231 | Header DOB=01/04/2014 ; UASC | Header:2
    2025 231 | Header DOB=31/03/2014 ; UASC |
    2025 232 | Header SEX=U | Header:2
    301 | Header DOB=01/04/2020 | Header:2
    301 | Header DOB=31/03/2020 |
    303 | Header UASC=0 ; UASC DUC=01/06/2019 | Header:2 UASC:2
    303 | Header UASC=1 ; UASC DUC=01/06/2019 |
    304 | UASC DUC=16/06/2028 | UASC:2
    304 | UASC DUC=15/06/2028 |
    331 | AD1 DATE_MATCH=02/05/2019 ; Episodes PLACE=A3 DEC=01/12/2019 REC=E11 | AD1:2 Episodes:2
    331 | AD1 DATE_MATCH=01/05/2019 ; Episodes PLACE=A3 DEC=01/12/2019 REC=E11 |
    333 | AD1 DATE_INT=02/03/2019 | AD1:2
    333 | AD1 DATE_INT=01/03/2019 |
    334 | AD1 DATE_INT=30/04/2019 ; Episodes | AD1:2 Episodes:2
    334 | AD1 DATE_INT=01/05/2019 ; Episodes |
    335 | AD1 ; Episodes PLACE=A3 DEC=01/12/2019 REC=E11 | AD1:2 Episodes:2
    335 | AD1 FOSTER_CARE=1 ; Episodes PLACE=A3 DEC=01/12/2019 REC=E11 |
    344 | OC3 IN_TOUCH=DIED | OC3:2
    344 | OC3 IN_TOUCH=DIED ACTIV=0 ACCOM=0 |
    345 | OC3 ACTIV=0 | OC3:2
    2024 347 | OC3 DOB=02/04/2005 ACCOM=T1 | OC3:2
    2024 347 | OC3 DOB=01/04/2005 ACCOM=T1 |
    2026 348 | last OC3 IN_TOUCH=DIED ; OC3 | OC3:2
    2026 348 | last OC3 ; OC3 |
    351 | Header DOB=31/03/1994 | Header:2
    351 | Header DOB=01/04/1994 |
    391 | OC3 DOB=01/04/2003 | OC3:2
    391 | OC3 DOB=31/03/2003 |
    393 | Header SEX=2 ; Episodes | Header:2
    393 | Header SEX=2 ; Episodes LS=V3 |
    399 | Header MOTHER=0 ; Episodes LS=V3 ; Reviews - | Episodes:2 Header:2
    399 | Episodes LS=V3 ; Reviews | Episodes:2 Header:2 Reviews:2
    399 | Episodes ; Reviews |
    440 | Reviews REVIEW_CODE=PN0 REVIEW=16/06/2014 | Reviews:2
    440 | Reviews REVIEW_CODE=PN0 REVIEW=15/06/2014 |
    441 | Reviews REVIEW=14/06/2014 | Reviews:2
    441 | Reviews REVIEW=15/06/2014 |
    442 | Header UPN= ; Episodes | Header:2
    442 | Header UPN= ; Episodes LS=V3 |
    2026 444 | Header ; Header CHILD=8 | Header:2 Header:3
    2026 444 | Header UPN=UN3 ; Header CHILD=8 UPN=UN3 |
    511 | AD1 SEX_ADOPTR=M1 | AD1:2
    514 | AD1 LS_ADOPTR=L0 | AD1:2
    514 | AD1 LS_ADOPTR=L0 SEX_ADOPTR=F1 |
    517 | AD1 LS_ADOPTR=L3 SEX_ADOPTR=MM | AD1:2
    518 | AD1 LS_ADOPTR=L4 | AD1:2
    519 | AD1 LS_ADOPTR=L2 SEX_ADOPTR=M1 | AD1:2
    520 | AD1 SEX_ADOPTR=FF | AD1:2
    520 | AD1 |
    521 | AD1 DATE_INT=02/05/2019 ; Episodes PLACE=A3 | AD1:2 Episodes:2
    521 | AD1 DATE_INT=01/05/2019 ; Episodes PLACE=A3 |
    522 | PlacedAdoption DATE_PLACED_CEASED=31/03/2019 | PlacedAdoption:2
    522 | PlacedAdoption DATE_PLACED_CEASED=01/04/2019 |
    523 | PlacedAdoption ; AD1 | AD1:2 PlacedAdoption:2
    523 | PlacedAdoption ; AD1 DATE_INT=01/04/2019 |
    524 | AD1 LS_ADOPTR=L12 | AD1:2
    525 | PlacedAdoption DATE_PLACED_CEASED=01/06/2019 ; AD1 | AD1:2 PlacedAdoption:2
    525 | PlacedAdoption ; AD1 |
    542 | OC2 DOB=01/04/2010 CONVICTED=0 | OC2:2
    542 | OC2 DOB=31/03/2010 CONVICTED=0 |
    543 | OC2 DOB=30/03/2010 ; Episodes DECOM=01/04/2019 | OC2:2
    543 | OC2 DOB=30/03/2010 CONVICTED=0 ; Episodes DECOM=01/04/2019 |
    544 | OC2 CONVICTED=1 TEETH_CHECK= | OC2:2
    544 | OC2 CONVICTED=1 |
    545 | OC2 DOB=01/04/2015 ; Episodes DECOM=01/04/2019 | OC2:2
    545 | OC2 DOB=31/03/2015 ; Episodes DECOM=01/04/2019 |
    546 | OC2 DOB=31/03/2015 HEALTH_CHECK=1 ; Episodes DECOM=01/04/2019 | OC2:2
    546 | OC2 DOB=01/04/2015 HEALTH_CHECK=1 ; Episodes DECOM=01/04/2019 |
    547 | OC2 HEALTH_CHECK=1 TEETH_CHECK= | OC2:2
    551 | Episodes PLACE=A3 ; PlacedAdoption - | Episodes:2
    551 | Episodes PLACE=A3 ; PlacedAdoption |
    552 | Episodes PLACE=A3 ; PlacedAdoption DATE_PLACED=02/05/2019 | Episodes:2 PlacedAdoption:2
    552 | Episodes PLACE=A3 ; PlacedAdoption DATE_PLACED=01/05/2019 |
    553 | Episodes LS=E1 ; PlacedAdoption - | Episodes:2
    553 | Episodes LS=E1 ; PlacedAdoption DATE_PLACED_CEASED=01/06/2019 | PlacedAdoption:2
    553 | Episodes LS=E1 ; PlacedAdoption |
    553 | Episodes LS=E1 ; PlacedAdoption DATE_PLACED= | Episodes:2
    554 | Episodes LS=E1 ; PlacedAdoption DATE_PLACED=02/05/2019 | Episodes:2 PlacedAdoption:2
    554 | Episodes LS=E1 ; PlacedAdoption |
    555 | Episodes LS=D1 ; PlacedAdoption - | Episodes:2
    556 | Episodes LS=D1 ; PlacedAdoption DATE_PLACED=02/05/2019 | Episodes:2
    557 | Episodes LS=E1 DEC=01/06/2019 REC=E8 ; PlacedAdoption | Episodes:2 PlacedAdoption:2
    557 | Episodes LS=E1 DEC=01/06/2019 REC=E11 ; PlacedAdoption |
    558 | Episodes PLACE=A3 DEC=01/06/2019 REC=E11 ; PlacedAdoption DATE_PLACED_CEASED=01/05/2019 | Episodes:2
    558 | Episodes PLACE=A3 DEC=01/06/2019 REC=E11 ; PlacedAdoption |
    559 | last PlacedAdoption - ; PlacedAdoption DATE_PLACED=31/03/2019 | PlacedAdoption:2
    559 | last PlacedAdoption - ; PlacedAdoption |
    560 | last PlacedAdoption DATE_PLACED=01/03/2019 ; PlacedAdoption | PlacedAdoption:2
    560 | last PlacedAdoption ; PlacedAdoption |
    561 | last PlacedAdoption REASON_PLACED_CEASED=RD1 ; PlacedAdoption | PlacedAdoption:2
    561 | last PlacedAdoption ; PlacedAdoption |
    563 | PlacedAdoption DATE_PLACED= DATE_PLACED_CEASED=01/06/2019 REASON_PLACED_CEASED=RD1 | PlacedAdoption:2
    564 | Missing MIS_START= | Missing:2
    565 | Missing MISSING= | Missing:2
    566 | Missing MISSING= MIS_START= | Missing:2
    567 | Missing MIS_END=31/05/2019 | Missing:2
    567 | Missing MIS_END=01/06/2019 |
    570 | Missing MIS_START=01/04/2020 | Missing:2
    570 | Missing MIS_START=31/03/2020 |
    571 | Missing MIS_END=01/04/2020 | Missing:2
    571 | Missing MIS_END=31/03/2019 | Missing:2
    571 | Missing |
    574 | Missing ; Missing MIS_START=02/06/2019 MIS_END=09/06/2019 | Missing:3
    574 | Missing ; Missing MIS_START=03/06/2019 MIS_END=09/06/2019 |
    575 | Missing MIS_END= ; Episodes DEC=05/06/2019 REC=X1 | Missing:2
    575 | Missing MIS_END= ; Episodes |
    576 | last Missing MIS_START=30/03/2019 MIS_END= ; Missing | Missing:2
    576 | last Missing MIS_START=30/03/2019 MIS_END= ; Missing MIS_START=30/03/2019 |
    577 | Missing MIS_END= ; Episodes DEC=05/06/2019 REC=E8 | Missing:2
    577 | Missing ; Episodes DEC=03/06/2019 REC=E8 |
    578 | Missing MIS_START=30/04/2019 ; Episodes | Missing:2
    578 | Missing MIS_START=01/05/2019 ; Episodes |
    579 | PlacedAdoption ; PlacedAdoption DATE_PLACED=01/06/2019 | PlacedAdoption:3
    579 | PlacedAdoption DATE_PLACED_CEASED=01/05/2019 ; PlacedAdoption DATE_PLACED=01/06/2019 |
    580 | Missing DOB=03/06/2001 ; Episodes DEC=03/06/2019 REC=E4A | Episodes:2
    580 | Missing DOB=03/06/2001 ; Episodes DEC=03/06/2019 REC=E8 |
    581 | Missing MIS_START=30/04/2019 ; Episodes | Missing:2
    581 | Missing ; Episodes |
    582 | AD1 DATE_MATCH=01/06/2019 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 | Episodes:2
    582 | AD1 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 |
    583 | PlacedAdoption ; PlacedAdoption DATE_PLACED=01/06/2019 | PlacedAdoption:2
    583 | PlacedAdoption DATE_PLACED_CEASED=01/05/2019 ; PlacedAdoption DATE_PLACED=01/06/2019 |
    584 | last PlacedAdoption DATE_PLACED_CEASED=01/03/2019 ; PlacedAdoption | PlacedAdoption:2
    584 | last PlacedAdoption DATE_PLACED_CEASED=01/03/2019 ; PlacedAdoption DATE_PLACED=02/04/2019 |
    586 | Missing DOB=01/06/2019 | Missing:2
    586 | Missing DOB=31/05/2019 |
    601 | AD1 NB_ADOPTR= ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 | AD1:2 Episodes:2
    601 | AD1 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 |
    601 | AD1 - ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 | Episodes:2
    601 | AD1 - ; Episodes PLACE=A3 DEC=01/06/2019 REC=E4A |
    602 | AD1 ; Episodes | AD1:2
    602 | AD1 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 |
    607 | Header SEX=2 ; Episodes DEC=01/06/2019 REC=E8 | Episodes:2 Header:2
    607 | Header SEX=2 MOTHER=0 ; Episodes DEC=01/06/2019 REC=E8 |
    607 | Header SEX=2 ; Episodes DEC=01/06/2019 REC=X1 |
    611 | Header SEX=2 MOTHER=1 | Header:2
    611 | Header SEX=2 MOTHER=1 MC_DOB=01/01/2020 |
    612 | Header SEX=2 MOTHER=0 MC_DOB=01/01/2020 | Header:2
    612 | Header SEX=2 MOTHER=1 MC_DOB=01/01/2020 |
    620 | Header SEX=2 MOTHER=1 DOB=02/04/2008 | Header:2
    620 | Header SEX=2 MOTHER=1 DOB=01/04/2008 |
    621 | Header SEX=2 MC_DOB=15/06/2010 | Header:2
    621 | Header SEX=2 MC_DOB=16/06/2010 |
    624 | last Header MC_DOB=01/01/2019 ; Header MC_DOB=02/01/2019 | Header:2
    624 | last Header MC_DOB=01/01/2019 ; Header MC_DOB=01/01/2019 |
    625 | Header MC_DOB=02/06/2019 ; Episodes DEC=01/06/2019 REC=E8 | Episodes:2 Header:2
    625 | Header MC_DOB=01/06/2019 ; Episodes DEC=01/06/2019 REC=E8 |
    626 | last Header MOTHER=0 ; Header MOTHER=1 MC_DOB=31/03/2019 | Header:2
    626 | last Header MOTHER=0 ; Header MOTHER=1 MC_DOB=01/04/2019 |
    628 | Header MOTHER=0 ; Episodes - ; OC3 | Header:2
    628 | Header MOTHER=0 ; Episodes ; OC3 |
    630 | Episodes ; PrevPerm - | Episodes:2
    630 | Episodes ; PrevPerm PREV_PERM=P1 | Episodes:2
    630 | Episodes ; PrevPerm PREV_PERM=P1 LA_PERM=840 DATE_PERM=01/01/2015 |
    630 | Episodes DECOM=31/03/2019 ; PrevPerm - |
    631 | PrevPerm PREV_PERM=P5 | PrevPerm:2
    632 | PrevPerm PREV_PERM=P1 DATE_PERM=01/05/2019 ; Episodes | Episodes:2 PrevPerm:2
    632 | PrevPerm PREV_PERM=P1 DATE_PERM=x ; Episodes | Episodes:2 PrevPerm:2
    632 | PrevPerm PREV_PERM=P1 DATE_PERM=zz/04/2019 ; Episodes |
    633 | PrevPerm LA_PERM=100 | PrevPerm:2
    633 | PrevPerm LA_PERM=SCO |
    634 | PrevPerm ; Episodes DECOM=31/03/2016 | Episodes:2 PrevPerm:2
    634 | PrevPerm ; Episodes DECOM=01/04/2016 |
    2015 634 | PrevPerm ; Episodes DECOM=31/03/2014 | Episodes:2 PrevPerm:2
    2015 634 | PrevPerm ; Episodes DECOM=01/04/2014 |
    635 | PrevPerm PREV_PERM= LA_PERM=840 | PrevPerm:2
    635 | PrevPerm LA_PERM=840 | PrevPerm:2
    635 | PrevPerm PREV_PERM=P2 LA_PERM=840 |
    2027 700 | DoLo DOLO_START=x | DoLo:2
    2027 700 | DoLo DOLO_START= | DoLo:2
    2026 700 | DoLo DOLO_START= |
    2027 701 | DoLo DOLO_END=x | DoLo:2
    2027 702 | DoLo DOLO_END=01/06/2019 | DoLo:2
    2027 702 | DoLo |
    2027 703 | DoLo DOLO_START=01/04/2027 | DoLo:2
    2027 703 | DoLo DOLO_START=31/03/2027 |
    2027 704 | DoLo DOLO_END=31/03/2026 | DoLo:2
    2027 704 | DoLo DOLO_END=01/04/2026 |
    2027 705 | DoLo ; DoLo DOLO_START=30/06/2019 DOLO_END=01/08/2019 | DoLo:3
    2027 705 | DoLo ; DoLo DOLO_START=01/07/2019 DOLO_END=01/08/2019 |
    2028 706 | last DoLo DOLO_END= DOLO_START=01/05/2026 ; DoLo | DoLo:2
    2028 706 | last DoLo DOLO_END= ; DoLo |
    2027 707 | DoLo DOLO_END= ; Episodes DEC=05/06/2019 REC=E8 | DoLo:2
    2027 707 | DoLo DOLO_END= ; Episodes |
    2027 708 | DoLo DOB=01/06/2019 | DoLo:2
    2027 708 | DoLo DOB=31/05/2019 |
    2027 709 | DoLo ; Episodes | DoLo:2 Episodes:2
    2027 709 | DoLo ; Episodes PLACE=K2 |
    2027 709 | DoLo ; Episodes DEC=31/05/2019 REC=E8 |
    2027 710 | DoLo ; Episodes PLACE=K1 | DoLo:2 Episodes:2
    2027 710 | DoLo ; Episodes PLACE=K2 |
    1000 | OC3 ; Episodes DEC=01/06/2019 REC=E2 | OC3:2
    1000 | OC3 ; Episodes DEC=01/06/2019 REC=E8 |
    1001 | Header DOB=15/06/2001 ; last Episodes DECOM=01/01/2019 DEC=01/02/2019 REC=E8 ; OC3 ; Episodes - | OC3:2
    1001 | Header DOB=15/06/2001 ; last Episodes DECOM=01/05/2017 DEC=01/02/2019 REC=E8 ; OC3 ; Episodes - |
    1002 | OC3 ; Episodes - ; last Episodes CHILD=8 | OC3:2
    1002 | OC3 ; Episodes - ; last Episodes |
    1003 | PlacedAdoption DATE_PLACED=30/04/2019 ; Episodes | Episodes:2 PlacedAdoption:2
    1003 | PlacedAdoption DATE_PLACED=01/05/2019 ; Episodes |
    1004 | Missing MIS_START=x | Missing:2
    1005 | Missing MIS_END=x | Missing:2
    1006 | Missing MISSING=X | Missing:2
    1007 | OC3 DOB=15/06/2001 ; Episodes DEC=16/06/2019 REC=E8 | OC3:2
    1007 | OC3 DOB=15/06/2001 ; Episodes DEC=15/06/2019 REC=E8 |
    1007 | OC3 DOB=15/06/2001 ; Episodes | OC3:2
    1007 | OC3 DOB=15/06/2001 ; Episodes DECOM=16/06/2019 |
    1010 | OC3 ; Episodes - ; last Episodes DECOM=01/05/2018 | OC3:2
    1010 | OC3 ; Episodes - ; last Episodes DECOM=01/05/2018 DEC=01/06/2018 REC=E8 |
    1011 | OC3 ; Episodes DEC=01/06/2019 REC=E3 | OC3:2
    1011 | OC3 ; Episodes DEC=01/06/2019 REC=E8 |
    1012 | Episodes CHILD=8 ; Reviews ; OC2 | OC2:2 Reviews:2
    1012 | Episodes ; Reviews ; OC2 |
    1014 | UASC ; OC3 ; Episodes DECOM=01/05/2017 DEC=01/05/2018 REC=E8 | OC3:2 UASC:2
    1014 | UASC ; OC3 ; Episodes |
    1014 | UASC ; OC3 ; Episodes - | OC3:2 UASC:2
    2024 1016 | OC3 DOB=15/06/2005 ; Episodes DEC=15/06/2023 REC=E8 | OC3:2
    2024 1016 | OC3 DOB=15/06/2005 ; Episodes DEC=14/06/2023 REC=E8 |
    3001 | Header DOB=15/06/2002 ; OC3 ACCOM=Z1 | OC3:2
    3001 | Header DOB=15/06/2001 ; OC3 ACCOM=Z1 |
    EPI | Header ; Episodes CHILD=8 | Header:2
    EPI | Header ; Episodes |
    2024 SW01STG1 | SWEpisodes SW_ID= ; Episodes | Episodes:2
    2024 SW01STG1 | SWEpisodes ; Episodes |
    2025 SW01ASTG1 | SWEpisodes SW_ID= | SWEpisodes:2
    2025 SW01ASTG1 | SWEpisodes |
    2025 SW01BSTG1 | SWEpisodes SW_DECOM=01/04/2023 SW_REASON= | SWEpisodes:2
    2025 SW01BSTG1 | SWEpisodes SW_DECOM=31/03/2023 SW_REASON= |
    2024 SW02STG1 | SWEpisodes SW_ID=12345 | SWEpisodes:2
    2026 SW02STG1 | SWEpisodes SW_ID=SW1 | SWEpisodes:2
    2024 SW02STG1 | SWEpisodes SW_ID=SW1 |
    2024 SW03STG1 | SWEpisodes SW_REASON= | SWEpisodes:2
    2024 SW04STG1 | SWEpisodes SW_DECOM=x | SWEpisodes:2
    2024 SW05STG1 | SWEpisodes SW_DEC=x | SWEpisodes:2
    2024 SW06STG2 | SWEpisodes SW_DECOM=01/04/2024 | SWEpisodes:2
    2024 SW06STG2 | SWEpisodes SW_DECOM=31/03/2024 |
    2024 SW07STG2 | SWEpisodes SW_DEC=31/03/2023 | SWEpisodes:2
    2024 SW07STG2 | SWEpisodes SW_DEC=01/04/2023 |
    2025 SW07STG2 | SWEpisodes SW_DEC=01/04/2023 |
    2024 SW08STG2 | SWEpisodes ; SWEpisodes SW_DECOM=01/06/2019 | SWEpisodes:2
    2024 SW08STG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=01/06/2019 |
    2024 SW09STG2 | SWEpisodes SW_DEC=01/05/2019 | SWEpisodes:2
    2024 SW09STG2 | SWEpisodes SW_DEC=02/05/2019 |
    2026 SW09STG2 | SWEpisodes SW_DEC=03/05/2019 | SWEpisodes:2
    2024 SW10STG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=09/06/2019 | SWEpisodes:3
    2024 SW10STG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=08/06/2019 |
    2026 SW10ASTG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=09/06/2019 | SWEpisodes:3
    2026 SW10ASTG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=09/06/2019 SW_REASON=FCONTA |
    2026 SW10BSTG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=01/06/2019 SW_REASON=FCONTA | SWEpisodes:3
    2026 SW10BSTG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes SW_DECOM=02/06/2019 SW_REASON=FCONTA |
    2024 SW12STG2 | SWEpisodes - ; Episodes DECOM=01/05/2023 | Episodes:2
    2024 SW12STG2 | SWEpisodes SW_DECOM=01/01/2023 SW_DEC=30/04/2023 ; Episodes DECOM=01/05/2023 | Episodes:2
    2024 SW12STG2 | SWEpisodes SW_DECOM=01/01/2023 SW_DEC=01/05/2023 ; Episodes DECOM=01/05/2023 |
    2024 SW12STG2 | SWEpisodes ; Episodes DECOM=01/05/2023 |
    2024 SW12STG2 | SWEpisodes SW_DECOM=02/06/2023 ; Episodes DEC=01/06/2023 REC=E8 | Episodes:2
    2024 SW12STG2 | SWEpisodes SW_DECOM=01/06/2023 ; Episodes DEC=01/06/2023 REC=E8 |
    2024 SW12STG2 | SWEpisodes - ; Episodes DECOM=01/05/2023 RNE=P |
    2024 SW12STG2 | SWEpisodes - ; Episodes |
    2024 SW13STG1 | SWEpisodes SW_REASON=WHY | SWEpisodes:2
    2024 SW13STG1 | SWEpisodes SW_REASON= | SWEpisodes:2
    2025 SW13STG1 | SWEpisodes SW_REASON= |
    2024 SW14STG2 | SWEpisodes ; SWEpisodes SW_DECOM=01/06/2019 | SWEpisodes:2
    2026 SW17STG2 | SWEpisodes SW_DEC=01/06/2025 | SWEpisodes:2
    2026 SW17STG2 | SWEpisodes |
    2026 SW18STG2 | SWEpisodes SW_DEC=30/04/2019 | SWEpisodes:2
    2026 SW19STG2 | SWEpisodes SW_DEC=01/06/2019 ; SWEpisodes | SWEpisodes:3
    INT01 | Header - ; AD1 | AD1:2
    INT02 | Header - ; PlacedAdoption | PlacedAdoption:2
    INT03 | Header - ; Episodes | Episodes:2
    INT04 | Header - ; Missing | Missing:2
    INT05 | Header - ; OC2 | OC2:2
    INT06 | Header - ; OC3 | OC3:2
    INT07 | Header - ; PrevPerm | PrevPerm:2
    INT08 | Header - ; Reviews | Reviews:2
    INT08 | Header ; Reviews |
    INT09 | Header - ; UASC | UASC:2
    INT11 | AD1 DOB=16/06/2010 | AD1:2
    INT12 | PlacedAdoption DOB=16/06/2010 | PlacedAdoption:2
    INT13 | Missing DOB=16/06/2010 | Missing:2
    INT14 | OC2 DOB=16/06/2010 | OC2:2
    INT15 | OC3 DOB=16/06/2010 | OC3:2
    INT16 | PrevPerm DOB=16/06/2010 | PrevPerm:2
    INT17 | Reviews DOB=16/06/2010 | Reviews:2
    INT17 | Reviews DOB= |
    INT18 | UASC DOB=16/06/2010 | UASC:2
    INT21 | UASC SEX=2 | UASC:2
    INT31 | AD1 ; AD1 FOSTER_CARE=1 | AD1:2 AD1:3
    INT32 | Header ; Header SEX=2 | Header:2 Header:3
    INT33 | OC2 ; OC2 TEETH_CHECK=0 | OC2:2 OC2:3
    INT34 | OC3 ; OC3 ACTIV=F2 | OC3:2 OC3:3
    INT35 | PrevPerm ; PrevPerm PREV_PERM=P1 | PrevPerm:2 PrevPerm:3
    INT36 | UASC ; UASC DUC=01/06/2019 | UASC:2 UASC:3
";

#[test]
fn rules_on_other_tables_find_what_they_should() {
    check_cases(CASES);
}
