//! Cases of the rules on episodes.

use super::check_cases;

pub(super) const CASES: &str = "
    141 | Episodes DECOM=31/02/2019 | Episodes:2
    141 | Episodes DECOM= |
    142 | Episodes ; Episodes DECOM=01/06/2019 RNE=P | Episodes:2
    142 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P |
    143 | Episodes RNE=Q | Episodes:2
    143 | Episodes RNE=s |
    143 | Episodes RNE= |
    144 | Episodes LS=Q1 | Episodes:2
    145 | Episodes CIN=N9 | Episodes:2
    146 | Episodes PLACE=U7 | Episodes:2
    146 | Episodes PLACE=K3 | Episodes:2
    2025 146 | Episodes PLACE=K3 |
    2025 146 | Episodes PLACE=H5 |
    2026 146 | Episodes PLACE=H5 | Episodes:2
    2025 146 | Episodes PLACE=Z12 | Episodes:2
    2026 146 | Episodes PLACE=Z12 |
    147 | Episodes DEC=soon | Episodes:2
    148 | Episodes REC=X1 | Episodes:2
    148 | Episodes DEC=01/06/2019 | Episodes:2
    148 | Episodes DEC=01/06/2019 REC=E8 |
    149 | Episodes REC=E1 | Episodes:2
    149 | Episodes REC=E43 | Episodes:2
    2018 149 | Episodes REC=E43 |
    149 | Episodes REC=E45 |
    169 | Episodes PL_POST=ZZ99_3VZ | Episodes:2
    169 | Episodes PL_POST=ZZ99_3VZ LS=V4 |
    169 | Episodes |
    178 | Episodes PLACE_PROVIDER=PR6 | Episodes:2
    178 | Episodes PLACE=T1 | Episodes:2
    178 | Episodes PLACE_PROVIDER= |
    179 | Episodes PL_POST= | Episodes:2
    179 | Episodes |
    199 | Episodes DEC=01/06/2019 REC=E11 PLACE=A3 ; Episodes DECOM=01/08/2019 | Episodes:3
    199 | Episodes DEC=01/06/2019 REC=E11 PLACE=A3 |
    199 | last Episodes DEC=01/02/2019 REC=E12 DECOM=01/01/2019 ; Episodes | Episodes:2
    213 | Episodes PLACE=T1 | Episodes:2
    213 | Episodes PLACE=T1 PLACE_PROVIDER= |
    2026 213 | Episodes PLACE=Z11 | Episodes:2
    214 | Episodes LS=V3 | Episodes:2
    214 | Episodes LS=V3 PL_POST= URN= |
    217 | Episodes PLACE=A3 RNE=P | Episodes:2
    217 | Episodes PLACE=A3 RNE=T |
    217 | Episodes PLACE=A3 RNE=P DECOM=31/03/2015 |
    2024 217T | Episodes PLACE=P2 DEC=29/10/2023 REC=X1 | Episodes:2
    2024 217T | Episodes PLACE=P2 DEC=28/10/2023 REC=X1 |
    2025 217T | Episodes PLACE=P2 |
    218 | Episodes URN= | Episodes:2
    218 | Episodes URN= PLACE=R1 |
    218 | Episodes URN= PL_POST=EH1_1AD |
    218 | Episodes URN= DEC=31/03/2019 REC=E8 |
    218 | Episodes URN=XXXXXXX |
    2024 218 | Episodes URN= PLACE=H5 |
    2025 218 | Episodes URN= PLACE=H5 | Episodes:2
    219 | Episodes |
    219 | Episodes PLACE=K2 | Episodes:2
    219 | Episodes PLACE=K3 URN=1234568 |
    219 | Episodes URN=1234560 | Episodes:2
    219 | Episodes URN=7654321 | Episodes:2
    219 | Episodes PLACE=K2 URN=XXXXXXX |
    219 | Episodes PLACE=K2 URN= |
    219 | last Episodes PLACE=K2 ; Episodes |
    221 | Episodes PLACE=K2 URN=1234568 |
    221 | Episodes PLACE=K2 URN=1234568 PL_POST=dh77aa |
    221 | Episodes PLACE=K2 URN=1234568 PL_POST=DH7_7AB | Episodes:2
    221 | Episodes PLACE=K2 URN=1234568 PL_POST=DH7_7AB LS=V4 |
    221 | Episodes PLACE=K2 URN=1234568 PL_POST= |
    221 | Episodes PLACE=K2 URN=1234560 | Episodes:2
    221 | Episodes PL_POST=DH7_7AB |
    221 | Episodes PLACE=K3 URN=1234568 PL_POST=DH7_7AB |
    2025 221 | Episodes PLACE=K3 URN=1234568 PL_POST=DH7_7AB | Episodes:2
    2024 221 | Episodes PLACE=H5 URN=1234568 PL_POST=DH7_7AB | Episodes:2
    2025 221 | Episodes PLACE=H5 URN=1234568 PL_POST=DH7_7AB |
    224 | Episodes |
    224 | Episodes PLACE_PROVIDER=PR4 |
    224 | Episodes PLACE_PROVIDER=PR2 | Episodes:2
    224 | Episodes PLACE_PROVIDER= | Episodes:2
    224 | Episodes PLACE_PROVIDER=PR2 URN=XXXXXXX |
    227 | Episodes URN=1234568 DECOM=31/08/2019 |
    227 | Episodes URN=1234568 DECOM=01/09/2019 | Episodes:2
    227 | Episodes DECOM=01/09/2019 |
    228 | Episodes URN=1234568 | Episodes:2
    228 | Episodes URN=1234568 DEC=01/09/2019 REC=X1 |
    228 | Episodes URN=1234568 DEC=02/09/2019 REC=X1 | Episodes:2
    228 | Episodes |
    229 | Episodes |
    229 | Episodes URN=1234569 | Episodes:2
    229 | Episodes URN=1234560 | Episodes:2
    229 | Episodes PLACE_PROVIDER=PR2 | Episodes:2
    229 | Episodes PLACE_PROVIDER=PR2 URN=1234569 |
    229 | Episodes PLACE_PROVIDER=PR4 URN=1234569 |
    2026 229 | Episodes URN=1234569 PLACE=K3 |
    2026 229 | Episodes URN=1234569 PLACE=K2 | Episodes:2
    2025 229 | Episodes URN=1234569 PLACE=K3 | Episodes:2
    222 | Episodes PLACE=P1 PLACE_PROVIDER=PR0 | Episodes:2
    222 | Episodes PLACE=P1 PLACE_PROVIDER=PR0 URN=XXXXXXX |
    222 | Episodes |
    2023 222 | Episodes PLACE=H5 | Episodes:2
    2024 222 | Episodes PLACE=H5 |
    225 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P PLACE=U4 | Episodes:2
    225 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=L LS=C1 |
    225 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P PLACE=T1 |
    226 | Episodes DEC=01/06/2019 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=01/06/2019 RNE=P PLACE=T1 | Episodes:3
    226 | Episodes PLACE=T2 REASON_PLACE_CHANGE=CARPL | Episodes:2
    226 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P PLACE=T1 |
    2024 230 | Episodes PLACE=H5 URN= | Episodes:2
    2024 230 | Episodes PLACE=H5 URN=XXXXXXX DEC=28/10/2023 REC=X1 |
    2026 233 | Episodes REASON_PLACE_CHANGE=CARPL | Episodes:2
    2025 233 | Episodes REASON_PLACE_CHANGE=CARPL |
    2026 233 | Episodes REASON_PLACE_CHANGE=CARPL DEC=01/06/2025 REC=X1 |
    2026 234 | Header DOB=02/05/2009 ; Episodes REASON_PLACE_CHANGE=CUSTOD | Episodes:2 Header:2
    2026 234 | Header DOB=01/05/2009 ; Episodes REASON_PLACE_CHANGE=CUSTOD |
    2026 241 | Episodes PLACE=K3 URN=1234568 PL_POST=NE1_4ST | Episodes:2
    2026 241 | Episodes PLACE=K3 URN=1234568 |
    2026 241 | Episodes PLACE=K3 URN=1234560 PL_POST=NE1_4ST |
    2026 241 | Episodes PLACE=K2 URN=1234568 PL_POST=NE1_4ST |
    2026 241 | Episodes PLACE=K3 URN=1234561 PL_POST=NE1_4ST |
    2026 241 | Episodes PLACE=K3 URN=1234561 PL_POST=SW1A_1AA | Episodes:2
    221 | Episodes PLACE=K2 URN=1234561 PL_POST=NE1_4ST |
    2026 242 | Episodes PLACE=K2 URN=XXXXXXX | Episodes:2
    2026 242 | Episodes URN=XXXXXXX |
    2026 243 | Episodes PL_POST=EH1_1AD | Episodes:2
    2026 243 | Episodes PL_POST=NE1_4ST |
    302 | Header DOB=02/05/2019 ; Episodes | Episodes:2 Header:2
    302 | Header DOB=01/05/2019 ; Episodes |
    336 | Episodes PLACE=K2 DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=T PLACE=A3 | Episodes:3
    336 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=T PLACE=A3 |
    336 | Episodes PLACE=A3 |
    352 | Header DOB=01/05/2001 ; Episodes | Episodes:2
    352 | Header DOB=02/05/2001 ; Episodes |
    353 | Episodes DECOM=13/10/1991 | Episodes:2
    353 | Episodes DECOM=14/10/1991 |
    354 | Episodes DECOM=01/04/2020 | Episodes:2
    354 | Episodes DECOM=31/03/2020 |
    355 | Episodes DEC=01/05/2019 REC=E8 | Episodes:2
    355 | Episodes DEC=02/05/2019 REC=E8 |
    356 | Episodes DEC=30/04/2019 REC=E8 | Episodes:2
    356 | Episodes DEC=01/05/2019 REC=E8 |
    357 | Episodes RNE=P | Episodes:2
    357 | Episodes RNE=P DECOM=31/03/2019 |
    358 | Header DOB=02/05/2009 ; Episodes LS=J1 | Episodes:2 Header:2
    358 | Header DOB=01/05/2009 ; Episodes LS=J1 |
    359 | Header DOB=30/03/2002 ; Episodes | Episodes:2
    359 | Header DOB=31/03/2002 ; Episodes |
    359 | Header DOB=30/03/2002 ; Episodes LS=V2 PLACE=K2 |
    361 | Episodes LS=L1 DEC=05/05/2019 REC=E8 | Episodes:2
    361 | Episodes LS=L1 DEC=04/05/2019 REC=E8 |
    362 | Episodes LS=L2 DEC=23/05/2019 REC=E8 | Episodes:2
    362 | Episodes LS=L2 DEC=22/05/2019 REC=E8 |
    362 | Episodes LS=L2 DEC=15/05/2019 REC=X1 ; Episodes LS=L2 DECOM=15/05/2019 DEC=25/05/2019 REC=E8 RNE=P | Episodes:2 Episodes:3
    362 | Episodes LS=L2 DEC=15/05/2019 REC=E8 ; Episodes LS=L2 DECOM=16/05/2019 DEC=25/05/2019 REC=E8 |
    363 | Episodes LS=L3 DEC=09/05/2019 REC=E8 | Episodes:2
    363 | Episodes LS=L3 DEC=08/05/2019 REC=E8 |
    364 | Episodes LS=J2 DEC=23/05/2019 REC=E8 | Episodes:2
    364 | Episodes LS=J2 DEC=22/05/2019 REC=E8 |
    365 | Episodes LS=V3 DEC=19/05/2019 REC=E8 | Episodes:2
    365 | Episodes LS=V3 DEC=18/05/2019 REC=E8 |
    366 | Episodes LS=V3 RNE=P | Episodes:2
    366 | Episodes LS=V4 RNE=P |
    367 | Episodes LS=V3 DEC=16/07/2019 REC=E8 | Episodes:2
    367 | Episodes LS=V3 DEC=15/07/2019 REC=E8 |
    370 | Header DOB=02/05/2004 ; Episodes PLACE=P2 | Episodes:2
    370 | Header DOB=01/05/2004 ; Episodes PLACE=P2 |
    2024 370 | Header DOB=02/05/2003 ; Episodes PLACE=P2 | Episodes:2
    2025 370 | Header DOB=02/05/2008 ; Episodes PLACE=P2 |
    371 | Header DOB=02/05/2005 ; Episodes PLACE=H5 | Episodes:2
    371 | Header DOB=01/05/2005 ; Episodes PLACE=H5 |
    2024 371 | Header DOB=02/05/2003 ; Episodes PLACE=H5 | Episodes:2
    2025 371 | Header DOB=02/05/2003 ; Episodes PLACE=K3 | Episodes:2
    2025 371 | Header DOB=01/05/2003 ; Episodes PLACE=K3 |
    372 | Header DOB=02/05/2009 ; Episodes PLACE=R5 | Episodes:2
    372 | Header DOB=01/05/2009 ; Episodes PLACE=R5 |
    373 | Header DOB=02/05/2015 ; Episodes PLACE=S1 | Episodes:2
    373 | Header DOB=01/05/2015 ; Episodes PLACE=S1 |
    374 | Header DOB=02/05/2005 ; Episodes PLACE=P3 | Episodes:2
    374 | Header DOB=01/05/2005 ; Episodes PLACE=P3 |
    375 | Episodes PLACE=T1 DEC=13/06/2019 REC=X1 | Episodes:2
    375 | Episodes PLACE=T1 DEC=12/06/2019 REC=X1 |
    376 | Episodes PLACE=T3 DEC=23/05/2019 REC=X1 | Episodes:2
    376 | Episodes PLACE=T3 DEC=22/05/2019 REC=X1 |
    377 | Episodes PLACE=T3 ; Episodes PLACE=T3 DECOM=01/06/2019 ; Episodes PLACE=T3 DECOM=01/07/2019 | Episodes:2 Episodes:3 Episodes:4
    377 | Episodes PLACE=T3 ; Episodes PLACE=T3 DECOM=01/06/2019 |
    378 | Episodes PLACE=P1 LS=V2 | Episodes:2
    378 | Episodes PLACE=P1 |
    379 | Episodes PLACE=T4 DEC=09/05/2019 REC=X1 | Episodes:2
    379 | Episodes PLACE=T4 DEC=08/05/2019 REC=X1 |
    380 | Episodes PLACE=T1 | Episodes:2
    380 | Episodes PLACE=T1 RNE=P |
    381 | Episodes PLACE=T1 DEC=01/06/2019 REC=E8 | Episodes:2
    381 | Episodes PLACE=T1 DEC=01/06/2019 REC=X1 |
    382 | Episodes PLACE=T1 LS=V3 | Episodes:2
    382 | Episodes PLACE=T1 |
    383 | Episodes ; Episodes DECOM=01/06/2019 PLACE=T1 ; Episodes DECOM=05/06/2019 RNE=P PLACE=U4 | Episodes:4
    383 | Episodes ; Episodes DECOM=01/06/2019 PLACE=T1 ; Episodes DECOM=05/06/2019 RNE=T | Episodes:4
    383 | Episodes ; Episodes DECOM=01/06/2019 PLACE=T1 ; Episodes DECOM=05/06/2019 RNE=P |
    2026 383 | Episodes ; Episodes DECOM=01/06/2019 PLACE=T1 ; Episodes DECOM=05/06/2019 RNE=P PL_POST=DH1_1AA | Episodes:4
    384 | Episodes LS=V3 PLACE=U4 | Episodes:2
    384 | Episodes LS=V3 |
    385 | Episodes DEC=01/04/2020 REC=E8 | Episodes:2
    385 | Episodes DEC=31/03/2020 REC=E8 |
    386 | Header DOB=01/06/2001 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 | Episodes:2
    386 | Header DOB=02/06/2001 ; Episodes PLACE=A3 DEC=01/06/2019 REC=E11 |
    387 | Header DOB=02/06/2005 ; Episodes DEC=01/06/2019 REC=E5 | Episodes:2
    387 | Header DOB=01/06/2005 ; Episodes DEC=01/06/2019 REC=E5 |
    388 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=02/06/2019 RNE=P | Episodes:2
    388 | Episodes DEC=01/06/2019 REC=E8 ; Episodes DECOM=01/06/2019 RNE=P | Episodes:2
    388 | Episodes DEC=01/06/2019 REC=X1 | Episodes:2
    388 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P |
    388 | Episodes DEC=01/06/2019 REC=E8 |
    389 | Header DOB=02/06/2003 ; Episodes DEC=01/06/2019 REC=E7 | Episodes:2
    389 | Header DOB=01/06/2003 ; Episodes DEC=01/06/2019 REC=E7 |
    390 | Episodes DEC=01/06/2019 REC=E11 | Episodes:2
    390 | Episodes DEC=01/06/2019 REC=E11 PLACE=A3 |
    392A | Episodes HOME_POST= | Episodes:2
    392A | Episodes HOME_POST= ; UASC |
    392B | Episodes HOME_POST= | Episodes:2
    392B | Episodes HOME_POST= LS=V3 |
    392B | Episodes |
    392C | Episodes PL_POST=NOWHERE | Episodes:2
    392C | Episodes PL_POST=DH15 | Episodes:2
    392C | Episodes PL_POST=ZZ99_3VZ | Episodes:2
    392C | Episodes PL_POST= |
    392D | Episodes PL_POST=DH1_5UL | Episodes:2
    392D | Episodes PL_POST=DH1_5UL PLACE=P1 |
    398 | Episodes LS=V3 | Episodes:2
    398 | Episodes LS=V3 HOME_POST= PL_POST= |
    406 | Episodes ; UASC | Episodes:2
    406 | Episodes HOME_POST= ; UASC |
    407 | Header DOB=31/05/2001 ; Episodes DEC=01/06/2019 REC=E45 | Episodes:2 Header:2
    407 | Header DOB=01/06/2001 ; Episodes DEC=01/06/2019 REC=E45 |
    408 | Episodes PLACE=A5 | Episodes:2
    408 | Episodes PLACE=A5 LS=E1 |
    420 | Episodes LS=V3 | Episodes:2
    420 | Episodes LS=V3 PL_POST= |
    426 | Episodes LS=V3 ; Episodes DECOM=01/06/2019 LS=V4 | Episodes:2 Episodes:3
    426 | Episodes LS=V3 ; Episodes DECOM=01/06/2019 LS=V3 |
    431 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 | Episodes:3
    431 | Episodes DEC=01/06/2019 REC=E8 ; Episodes DECOM=02/06/2019 |
    432 | Episodes DEC=01/06/2019 REC=E8 ; Episodes DECOM=02/06/2019 RNE=P | Episodes:3
    432 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P |
    433 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=02/06/2019 RNE=P | Episodes:3
    433 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P |
    434 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=L | Episodes:3
    434 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=L LS=C1 PLACE=U4 | Episodes:3
    434 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=L LS=C1 |
    435 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=T | Episodes:3
    435 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P PLACE=U4 LS=C1 | Episodes:3
    435 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P PLACE=U4 |
    436 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=U LS=C1 | Episodes:3
    436 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=B PLACE=U4 LS=C1 |
    437 | Episodes DEC=01/06/2019 REC=E2 ; Episodes DECOM=02/06/2019 | Episodes:2
    437 | Episodes DEC=01/06/2019 REC=E2 |
    445 | Episodes LS=D1 DECOM=01/01/2006 | Episodes:2
    445 | Episodes LS=D1 DECOM=31/12/2005 |
    2025 445 | Episodes LS=D1 |
    446 | Episodes LS=E1 DECOM=30/11/2005 | Episodes:2
    446 | Episodes LS=E1 DECOM=01/12/2005 |
    451 | Episodes LS=D1 | Episodes:2
    451 | Episodes LS=D1 DEC=01/06/2019 REC=E8 |
    452 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PL_POST=NE1_4ST | Episodes:2
    452 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
    453 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PL_POST=NE1_4ST | Episodes:2
    453 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
    2026 454 | Episodes HOME_POST=TR1_1AA PL_POST=AB10_1AA | Episodes:2
    2026 454 | Episodes |
    460 | Header DOB=02/06/2001 ; Episodes DEC=01/06/2019 REC=E17 | Episodes:2
    460 | Header DOB=01/06/2001 ; Episodes DEC=01/06/2019 REC=E17 |
    501 | Episodes DEC=02/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P | Episodes:3
    501 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P |
    502 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=02/05/2018 | Episodes:2
    502 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
    503A | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 RNE=P | Episodes:2
    503B | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 LS=C1 | Episodes:2
    503C | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 CIN=N2 | Episodes:2
    503D | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PLACE=U4 | Episodes:2
    2025 503D | last Episodes DECOM=01/05/2018 PLACE=H5 ; Episodes DECOM=01/05/2018 PLACE=K3 |
    2026 503D | last Episodes DECOM=01/05/2018 PLACE=Z1 ; Episodes DECOM=01/05/2018 PLACE=Z12 |
    503E | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PLACE_PROVIDER=PR2 | Episodes:2
    503F | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 URN=7654321 | Episodes:2
    503F | last Episodes DECOM=01/05/2018 DEC=31/03/2019 REC=E8 ; Episodes URN=7654321 |
    503F | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
    503G | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PL_POST=NE1_4ST | Episodes:2
    503H | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PL_POST=NE1_4ST | Episodes:2
    503J | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 PL_POST=NE1_4ST | Episodes:2
    504 | Episodes DEC=01/06/2019 REC=X1 ; Episodes DECOM=01/06/2019 RNE=P CIN=N5 | Episodes:3
    504 | Episodes DEC=01/06/2019 REC=E8 ; Episodes DECOM=02/06/2019 CIN=N5 |
    516 | Episodes DEC=01/06/2019 REC=E45 PLACE=K2 | Episodes:2
    516 | Episodes DEC=01/06/2019 REC=E45 |
    526 | Episodes PLACE_PROVIDER= | Episodes:2
    526 | Episodes PLACE_PROVIDER= PLACE=Z1 |
    2026 526 | Episodes PLACE_PROVIDER= PLACE=Z14 |
    527 | Episodes PLACE=P1 | Episodes:2
    527 | Episodes |
    528 | Episodes PLACE=R5 PLACE_PROVIDER=PR2 | Episodes:2
    528 | Episodes PLACE_PROVIDER=PR2 |
    529 | Episodes PLACE=K2 PLACE_PROVIDER=PR3 | Episodes:2
    529 | Episodes PLACE=R2 PLACE_PROVIDER=PR3 |
    530 | Episodes PLACE=P1 PLACE_PROVIDER=PR4 | Episodes:2
    530 | Episodes PLACE_PROVIDER=PR4 |
    531 | Episodes PLACE=P1 PLACE_PROVIDER=PR5 | Episodes:2
    531 | Episodes PLACE_PROVIDER=PR5 |
    550 | Episodes PLACE_PROVIDER=PR0 | Episodes:2
    550 | Episodes PLACE_PROVIDER=PR0 PLACE=P1 |
    562 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/06/2018 | Episodes:2
    562 | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
    1008 | Episodes |
    1008 | Episodes URN=7654321 | Episodes:2
    1008 | Episodes URN=12 | Episodes:2
    1008 | Episodes URN=XXXXXXX |
    1008 | Episodes URN= |
    1008 | last Episodes URN=7654321 ; Episodes |
    1009 | Episodes REASON_PLACE_CHANGE=WHY | Episodes:2
    2018 1009 | Episodes REASON_PLACE_CHANGE=CUSTOD | Episodes:2
    1009 | Episodes REASON_PLACE_CHANGE=CUSTOD |
    1015 | Episodes PLACE=K2 PL_POST=NE1_4ST | Episodes:2
    1015 | Episodes PL_POST=NE1_4ST |
    1015 | Episodes PLACE=K2 |
    NOE | last Episodes CHILD=8 ; Episodes DECOM=01/05/2018 | Episodes:2
    NOE | last Episodes DECOM=01/05/2018 ; Episodes DECOM=01/05/2018 |
";

#[test]
fn rules_on_episodes_find_what_they_should() {
    check_cases(CASES);
}
