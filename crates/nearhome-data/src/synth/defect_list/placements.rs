//! Defects of kinds of placement, providers, URNs and places.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Episodes PLACE=U9 PLACE_PROVIDER=PR4 | 146 Episodes.1
    Episodes PLACE_PROVIDER=PR9 | 178 Episodes.1
    Episodes PLACE_PROVIDER= | 526 Episodes.1
    Episodes URN= | 218 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR0 | 222 Episodes.1
    Header DOB=@-1000 ; Episodes PLACE=R5 PLACE_PROVIDER=PR3 URN= | 372 Episodes.1
    Header DOB=@-1000 UPN=UN1 ; Episodes PLACE=S1 PLACE_PROVIDER=PR4 | 373 Episodes.1
    Episodes PLACE=P3 PLACE_PROVIDER=PR4 URN= | 374 Episodes.1
    Episodes LS=V2 PLACE=P1 PLACE_PROVIDER=PR0 URN= | 378 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@70 REC=X1 ; Episodes DECOM=@70 RNE=P | 379 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@90 REC=X1 ; Episodes DECOM=@90 RNE=P | 376 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T1 PLACE_PROVIDER= URN= DEC=@110 REC=X1 ; Episodes DECOM=@110 RNE=P | 375 Episodes.2
    Episodes LS=V3 HOME_POST= PL_POST= URN= PLACE=U4 DEC=@35 REC=E4A | 384 Episodes.1
    Episodes HOME_POST= | 392B Episodes.1 ; 392A Episodes.1
    Episodes PL_POST=HOME | 392D Episodes.1
    Episodes PL_POST=NOWHERE | 392C Episodes.1 ; 392A Episodes.1 ; 169 Episodes.1 ; 179 Episodes.1
    Episodes LS=V4 PL_POST= URN= | 398 Episodes.1
    Episodes ; UASC | 406 Episodes.1
    Episodes PLACE=A5 ; PlacedAdoption | 408 Episodes.1
    Episodes DEC=@60 REC=E45 PLACE=K2 PLACE_PROVIDER=PR4 | 516 Episodes.1
    Episodes PLACE=P1 URN= PL_POST=HOME | 527 Episodes.1
    Episodes PLACE=R5 PLACE_PROVIDER=PR2 URN= | 528 Episodes.1
    Episodes PLACE_PROVIDER=PR3 | 529 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR4 URN= | 530 Episodes.1
    Episodes PLACE=P1 PLACE_PROVIDER=PR5 URN= | 531 Episodes.1
    Episodes PLACE_PROVIDER=PR0 | 550 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P | 213 Episodes.2 ; 178 Episodes.2
    Episodes LS=V3 HOME_POST= URN= DEC=@35 REC=E4A | 214 Episodes.1 ; 398 Episodes.1 ; 420 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P DEC=@80 REC=X1 ; Episodes DECOM=@80 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@84 REC=X1 ; Episodes DECOM=@84 RNE=P DEC=@100 REC=X1 ; Episodes DECOM=@100 RNE=P PLACE=T3 PLACE_PROVIDER= URN= DEC=@104 REC=X1 ; Episodes DECOM=@104 RNE=P | 377 Episodes.2 Episodes.4 Episodes.6
    Episodes LS=V3 PLACE=T4 PLACE_PROVIDER= HOME_POST= PL_POST= URN= DEC=@35 REC=E4A | 382 Episodes.1 ; 380 Episodes.1 ; 381 Episodes.1
    Episodes PLACE=K2 PL_POST=SW1A_1AA | 1015 Episodes.1
    ..2024 Episodes PLACE=K3 PLACE_PROVIDER=PR4 | 146 Episodes.1
    2026.. Episodes PLACE=Z1 PLACE_PROVIDER=PR4 | 146 Episodes.1
    2024 Header DOB=@-6100 ; Episodes PLACE=P2 PLACE_PROVIDER=PR4 URN= | 217T Episodes.1
    2024 Header DOB=@-6100 ; Episodes PLACE=H5 PLACE_PROVIDER=PR4 URN= | 230 Episodes.1
    2026.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 URN=XXXXXXX | 242 Episodes.1
    2026.. Episodes PLACE_PROVIDER=PR4 PL_POST=CF10_1AA | 243 Episodes.1
    ..2024 Episodes PLACE=P2 PLACE_PROVIDER=PR4 URN= DEC=@60 REC=E4A | 370 Episodes.1
    ..2023 Episodes PLACE=H5 PLACE_PROVIDER=PR4 URN= | 371 Episodes.1
    2024 Header DOB=@-5500 ; Episodes PLACE=H5 PLACE_PROVIDER=PR4 | 371 Episodes.1
    2025.. Header DOB=@-5500 ; Episodes PLACE=K3 PLACE_PROVIDER=PR4 PL_POST=INSIDE | 371 Episodes.1
    last Episodes DECOM=@-200 PL_POST=SW1A_1AA ; Episodes DECOM=@-200 PL_POST=INSIDE ; OC2 | 452 Episodes.1 ; 453 Episodes.1 ; 503G Episodes.1 ; 503H Episodes.1 ; 503J Episodes.1
    2026.. Episodes HOME_POST=TR18_2AA PL_POST=TD15_1AA | 454 Episodes.1
    Episodes PL_POST=QQ1_1AA | 392C Episodes.1 ; 392A Episodes.1 ; 169 Episodes.1 ; 179 Episodes.1
";
