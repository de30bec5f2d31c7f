//! Defects of what follows what, within a return and from one return to the next.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Episodes ; Episodes DECOM=@60 RNE=S | 142 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=U4 | 225 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P | 226 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL PLACE=K2 PLACE_PROVIDER=PR4 ; Episodes DECOM=@60 RNE=T PLACE=A3 ; PlacedAdoption | 336 Episodes.2
    Episodes RNE=P | 357 Episodes.1 ; 191 Episodes.1
    Episodes LS=V3 HOME_POST= PL_POST= URN= DEC=@35 REC=E4A RNE=P | 366 Episodes.1 ; 357 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=X1 ; Episodes DECOM=@64 RNE=P PLACE=U4 | 383 Episodes.3
    Episodes PLACE=T4 PLACE_PROVIDER= URN= DEC=@34 REC=X1 ; Episodes DECOM=@34 RNE=P | 380 Episodes.1
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=P PLACE=T4 PLACE_PROVIDER= URN= DEC=@64 REC=E4A | 381 Episodes.2
    Episodes DEC=@60 REC=X1 | 388 Episodes.1
    Episodes DEC=@60 REC=E8 ; Episodes DECOM=@60 RNE=P PLACE=U4 | 388 Episodes.1 ; 432 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 | 431 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@62 RNE=P PLACE=U4 | 388 Episodes.1 ; 433 Episodes.2
    Episodes DEC=@60 REC=X1 ; Episodes DECOM=@60 RNE=L | 434 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 LS=C1 | 435 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=B PLACE=U4 | 436 Episodes.2
    Episodes DEC=@60 REC=E2 ; Episodes DECOM=@80 | 437 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@55 RNE=P PLACE=U4 | 388 Episodes.1 ; 433 Episodes.2 ; 501 Episodes.2
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=U4 CIN=N5 | 504 Episodes.2
    last Episodes DECOM=@-200 ; Episodes DECOM=@-190 | 502 Episodes.1 ; 562 Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 LS=C1 | 503B Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 CIN=N2 | 503C Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 PLACE=U4 | 503D Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 PLACE_PROVIDER=PR2 | 503E Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 URN=7654321 | 503F Episodes.1 ; 191 Episodes.1
    last Episodes DECOM=@-200 ; Episodes DECOM=@-200 RNE=B | 503A Episodes.1 ; 191 Episodes.1
    Episodes DECOM=@-200 | 562 Episodes.1 ; NOE Episodes.1 ; 191 Episodes.1
    Episodes DEC=@60 REC=X1 REASON_PLACE_CHANGE=CARPL ; Episodes DECOM=@60 RNE=P PLACE=A3 ; PlacedAdoption | 217 Episodes.2
    Episodes PLACE=A3 DEC=@60 REC=E11 ; Episodes DECOM=@80 ; PlacedAdoption ; AD1 FOSTER_CARE=1 | 199 Episodes.2 ; 334 AD1.1 Episodes.2
";
