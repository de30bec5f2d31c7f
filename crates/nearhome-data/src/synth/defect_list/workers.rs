//! Defects of social workers and of orders that deprive of liberty.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    2024 Episodes ; SWEpisodes - | SW01STG1 Episodes.1 ; SW12STG2 Episodes.1
    2025 Episodes ; SWEpisodes SW_ID= SW_DECOM=01/03/2023 | SW01ASTG1 SWEpisodes.1 ; SW02STG1 SWEpisodes.1
    2025 Episodes ; SWEpisodes SW_REASON= | SW01BSTG1 SWEpisodes.1 ; SW13STG1 SWEpisodes.1
    2024.. Episodes ; SWEpisodes SW_ID=AB12345 | SW02STG1 SWEpisodes.1
    2024 Episodes ; SWEpisodes SW_REASON= | SW03STG1 SWEpisodes.1 ; SW13STG1 SWEpisodes.1 ; SW01STG1 Episodes.1
    2024.. Episodes ; SWEpisodes SW_DECOM=x | SW04STG1 SWEpisodes.1 ; SW12STG2 Episodes.1 ; SW01ASTG1:2025 SWEpisodes.1 ; SW01BSTG1:2025 SWEpisodes.1
    2024.. Episodes ; SWEpisodes SW_DEC=x | SW05STG1 SWEpisodes.1 ; SW17STG2:2026.. SWEpisodes.1
    2024.. Episodes ; SWEpisodes ; SWEpisodes SW_DECOM=@400 | SW06STG2 SWEpisodes.2 ; SW08STG2 SWEpisodes.1 ; SW10STG2 SWEpisodes.2 ; SW10ASTG2:2026.. SWEpisodes.2 ; SW14STG2:2024 SWEpisodes.1
    2024.. Episodes ; SWEpisodes SW_DEC=@400 | SW07STG2 SWEpisodes.1 ; SW17STG2:2026.. SWEpisodes.1
    2024.. Episodes ; SWEpisodes ; SWEpisodes SW_DECOM=@100 | SW08STG2 SWEpisodes.1 ; SW10STG2 SWEpisodes.2 ; SW10ASTG2:2026.. SWEpisodes.2 ; SW14STG2:2024 SWEpisodes.1
    2024.. Episodes ; SWEpisodes SW_DEC=@100 ; SWEpisodes SW_DECOM=@100 SW_DEC=@100 ; SWEpisodes SW_DECOM=@100 | SW09STG2 SWEpisodes.2 ; SW18STG2:2026.. SWEpisodes.2 ; SW19STG2:2026.. SWEpisodes.3
    2026.. Episodes ; SWEpisodes SW_DEC=@100 ; SWEpisodes SW_DECOM=@100 SW_DEC=@102 ; SWEpisodes SW_DECOM=@102 | SW09STG2 SWEpisodes.2
    2024.. Episodes ; SWEpisodes SW_DEC=@100 ; SWEpisodes SW_DECOM=@120 | SW10STG2 SWEpisodes.2 ; SW10ASTG2:2026.. SWEpisodes.2
    2026.. Episodes ; SWEpisodes SW_DEC=@100 ; SWEpisodes SW_DECOM=@98 SW_REASON=FCONTA | SW10BSTG2 SWEpisodes.2
    2025.. Episodes ; SWEpisodes - | SW12STG2 Episodes.1
    2024.. Episodes DEC=@60 REC=E4A ; SWEpisodes SW_DECOM=@70 | SW12STG2 Episodes.1
    2024.. Episodes ; SWEpisodes SW_REASON=BORED | SW13STG1 SWEpisodes.1
    2026.. Episodes ; SWEpisodes SW_DEC=@100 | SW17STG2 SWEpisodes.1
    2026.. Episodes ; SWEpisodes SW_DEC=@100 ; SWEpisodes SW_DECOM=@100 SW_DEC=@95 ; SWEpisodes SW_DECOM=@102 | SW18STG2 SWEpisodes.2 ; SW09STG2 SWEpisodes.2
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_START=x | 700 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_END=x | 701 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_END=@45 | 702 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_START=@400 DOLO_END= | 703 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_END=@400 | 704 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo ; DoLo DOLO_START=@70 DOLO_END=@100 | 705 DoLo.2
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 DEC=@60 REC=E4A ; DoLo | 707 DoLo.1
    2027.. Episodes PLACE=K2 PLACE_PROVIDER=PR4 ; DoLo DOLO_START=@-4100 | 708 DoLo.1
    2027.. Episodes ; DoLo | 709 DoLo.1 Episodes.1
    2027.. Episodes PLACE=P1 PLACE_PROVIDER=PR0 URN= PL_POST=HOME ; DoLo | 709 DoLo.1 Episodes.1 ; 710 DoLo.1 Episodes.1
";
