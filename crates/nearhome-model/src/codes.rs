//! Code lists of the statutory return (SSDA903), of every collection year since 2017/18.
//!
//! Meanings and dates follow the Department for Education's guide to the return, as recorded in the
//! public validators of the sector; which codes a given year admits is decided where returns are read.

use crate::coded::coded;

coded! {
    /// Sex as recorded in the return; 1 and 2 of the years to 2023/24 are read as male and female.
    Sex, "SEX" {
        /// Male.
        Male = "M",
        /// Female.
        Female = "F",
        /// Neither recorded (from 2024/25).
        Unspecified = "U",
    }
}

coded! {
    /// PLACE: the kind of placement.
    PlacementCode, "PLACE" {
        /// Foster placement with a relative or friend, long term.
        U1 = "U1",
        /// Foster placement with a relative or friend who is also an approved adopter.
        U2 = "U2",
        /// Foster placement with a relative or friend, neither long term nor with an adopter.
        U3 = "U3",
        /// Foster placement with another carer, long term.
        U4 = "U4",
        /// Foster placement with another carer who is also an approved adopter.
        U5 = "U5",
        /// Foster placement with another carer, neither long term nor with an adopter.
        U6 = "U6",
        /// Placed for adoption with consent, with the current foster carer.
        A3 = "A3",
        /// Placed for adoption with consent, not with the current foster carer.
        A4 = "A4",
        /// Placed for adoption under a placement order, with the current foster carer.
        A5 = "A5",
        /// Placed for adoption under a placement order, not with the current foster carer.
        A6 = "A6",
        /// Secure children's home.
        K1 = "K1",
        /// Children's home.
        K2 = "K2",
        /// Registered supported accommodation (from 2024/25).
        K3 = "K3",
        /// Semi-independent living (to 2024/25).
        H5 = "H5",
        /// With own parents or a person with parental responsibility.
        P1 = "P1",
        /// Independent living (to 2024/25).
        P2 = "P2",
        /// Residential employment.
        P3 = "P3",
        /// Residential care home.
        R1 = "R1",
        /// Health trust or other medical or nursing establishment.
        R2 = "R2",
        /// Family centre or mother and baby unit.
        R3 = "R3",
        /// Young offender institution.
        R5 = "R5",
        /// Residential school.
        S1 = "S1",
        /// Any temporary move.
        T0 = "T0",
        /// Temporary: in hospital.
        T1 = "T1",
        /// Temporary: the child's holiday.
        T2 = "T2",
        /// Temporary: the usual carer's holiday.
        T3 = "T3",
        /// Temporary: seven days or fewer, for another reason.
        T4 = "T4",
        /// Other (to 2024/25).
        Z1 = "Z1",
        /// Other, first code that replaced Z1 in 2025/26; exact meaning not confirmed in a public source.
        Z11 = "Z11",
        /// Other, second code that replaced Z1 in 2025/26; exact meaning not confirmed in a public source.
        Z12 = "Z12",
        /// Other, third code that replaced Z1 in 2025/26; exact meaning not confirmed in a public source.
        Z13 = "Z13",
        /// Other, fourth code that replaced Z1 in 2025/26; exact meaning not confirmed in a public source.
        Z14 = "Z14",
    }
}

coded! {
    /// The broad kinds of home that placement codes fall into.
    PlacementGroup, "placement group" {
        /// Fostering by a relative or friend (U1 to U3).
        KinshipFoster = "kinship_foster",
        /// Fostering by another carer (U4 to U6).
        Foster = "foster",
        /// Placed for adoption (A3 to A6).
        Adoption = "adoption",
        /// Secure children's home (K1).
        Secure = "secure",
        /// Children's home or residential care home (K2, R1).
        Residential = "residential",
        /// Supported accommodation, semi-independent or independent living (K3, H5, P2).
        Supported = "supported",
        /// With parents (P1).
        Parents = "parents",
        /// Residential school (S1).
        ResidentialSchool = "residential_school",
        /// Family centre or mother and baby unit (R3).
        ParentAndChild = "parent_and_child",
        /// Health establishment (R2).
        Health = "health",
        /// Custody (R5).
        Custody = "custody",
        /// Temporary moves (T0 to T4).
        Temporary = "temporary",
        /// Residential employment and other settings (P3, Z1, Z11 to Z14).
        Other = "other",
    }
}

impl PlacementCode {
    /// The broad kind of home that the code falls into.
    #[must_use]
    pub const fn group(self) -> PlacementGroup {
        match self {
            Self::U1 | Self::U2 | Self::U3 => PlacementGroup::KinshipFoster,
            Self::U4 | Self::U5 | Self::U6 => PlacementGroup::Foster,
            Self::A3 | Self::A4 | Self::A5 | Self::A6 => PlacementGroup::Adoption,
            Self::K1 => PlacementGroup::Secure,
            Self::K2 | Self::R1 => PlacementGroup::Residential,
            Self::K3 | Self::H5 | Self::P2 => PlacementGroup::Supported,
            Self::P1 => PlacementGroup::Parents,
            Self::S1 => PlacementGroup::ResidentialSchool,
            Self::R3 => PlacementGroup::ParentAndChild,
            Self::R2 => PlacementGroup::Health,
            Self::R5 => PlacementGroup::Custody,
            Self::T0 | Self::T1 | Self::T2 | Self::T3 | Self::T4 => PlacementGroup::Temporary,
            Self::P3 | Self::Z1 | Self::Z11 | Self::Z12 | Self::Z13 | Self::Z14 => PlacementGroup::Other,
        }
    }

    /// Whether the placement is with foster carers, related to the child or not.
    #[must_use]
    pub const fn is_fostering(self) -> bool {
        matches!(self.group(), PlacementGroup::KinshipFoster | PlacementGroup::Foster)
    }
}

coded! {
    /// `PLACE_PROVIDER`: who provides the placement.
    PlaceProvider, "PLACE_PROVIDER" {
        /// Parents or another person with parental responsibility.
        Parents = "PR0",
        /// The responsible authority's own provision.
        OwnAuthority = "PR1",
        /// Another local authority.
        OtherAuthority = "PR2",
        /// Another public body, such as a health trust.
        OtherPublic = "PR3",
        /// A private provider.
        Private = "PR4",
        /// A voluntary provider.
        Voluntary = "PR5",
    }
}

coded! {
    /// LS: the legal status under which the child is looked after.
    LegalStatus, "LS" {
        /// Interim care order.
        InterimCareOrder = "C1",
        /// Full care order.
        FullCareOrder = "C2",
        /// Freeing order (none begins after December 2005).
        FreeingOrder = "D1",
        /// Placement order.
        PlacementOrder = "E1",
        /// Single period of accommodation, section 20.
        Accommodated = "V2",
        /// Agreed series of short breaks, each recorded.
        ShortBreaks = "V3",
        /// Agreed series of short breaks, only the agreement recorded.
        ShortBreaksAgreement = "V4",
        /// Police protection, at most 72 hours.
        PoliceProtection = "L1",
        /// Emergency protection order, at most 21 days.
        EmergencyProtection = "L2",
        /// Child assessment order, at most 7 days.
        ChildAssessment = "L3",
        /// Remanded to local authority or youth detention accommodation.
        Remanded = "J1",
        /// Detained under the Police and Criminal Evidence Act 1984.
        PoliceDetention = "J2",
        /// Youth rehabilitation order with a residence or intensive fostering requirement.
        YouthRehabilitation = "J3",
    }
}

coded! {
    /// CIN: the main reason why the child is looked after.
    CategoryOfNeed, "CIN" {
        /// Abuse or neglect.
        AbuseOrNeglect = "N1",
        /// The child's disability.
        Disability = "N2",
        /// A parent's illness or disability.
        ParentalIllness = "N3",
        /// Family in acute stress.
        AcuteStress = "N4",
        /// Family dysfunction.
        Dysfunction = "N5",
        /// Socially unacceptable behaviour.
        Behaviour = "N6",
        /// Low income.
        LowIncome = "N7",
        /// Absent parenting.
        AbsentParenting = "N8",
    }
}

coded! {
    /// ETHNIC: ethnic background.
    Ethnicity, "ETHNIC" {
        /// White British.
        WhiteBritish = "WBRI",
        /// White Irish.
        WhiteIrish = "WIRI",
        /// Other White background.
        WhiteOther = "WOTH",
        /// Traveller of Irish heritage.
        IrishTraveller = "WIRT",
        /// Gypsy or Roma.
        GypsyRoma = "WROM",
        /// White and Black Caribbean.
        MixedCaribbean = "MWBC",
        /// White and Black African.
        MixedAfrican = "MWBA",
        /// White and Asian.
        MixedAsian = "MWAS",
        /// Other mixed background.
        MixedOther = "MOTH",
        /// Indian.
        Indian = "AIND",
        /// Pakistani.
        Pakistani = "APKN",
        /// Bangladeshi.
        Bangladeshi = "ABAN",
        /// Other Asian background.
        AsianOther = "AOTH",
        /// Black Caribbean.
        BlackCaribbean = "BCRB",
        /// Black African.
        BlackAfrican = "BAFR",
        /// Other Black background.
        BlackOther = "BOTH",
        /// Chinese.
        Chinese = "CHNE",
        /// Any other background.
        Other = "OOTH",
        /// Refused.
        Refused = "REFU",
        /// Not yet obtained.
        NotObtained = "NOBT",
    }
}

coded! {
    /// Religion, in the census' categories; it is not part of the return.
    Religion, "religion" {
        /// No religion.
        None = "none",
        /// Buddhist.
        Buddhist = "buddhist",
        /// Christian.
        Christian = "christian",
        /// Hindu.
        Hindu = "hindu",
        /// Jewish.
        Jewish = "jewish",
        /// Muslim.
        Muslim = "muslim",
        /// Sikh.
        Sikh = "sikh",
        /// Another religion.
        Other = "other",
    }
}

coded! {
    /// DISAB: disability, as the children in need census and inspection data record it.
    Disability, "DISAB" {
        /// Autism.
        Autism = "AUT",
        /// Behaviour.
        Behaviour = "BEH",
        /// Communication.
        Communication = "COMM",
        /// Consciousness.
        Consciousness = "CON",
        /// Other disability within the meaning of the Act.
        Other = "DDA",
        /// Hand function.
        HandFunction = "HAND",
        /// Hearing.
        Hearing = "HEAR",
        /// Incontinence.
        Incontinence = "INC",
        /// Learning.
        Learning = "LD",
        /// Mobility.
        Mobility = "MOB",
        /// Personal care.
        PersonalCare = "PC",
        /// Vision.
        Vision = "VIS",
    }
}
