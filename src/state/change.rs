//! The names of changes, for undo and redo.

use crate::i18n::Msg;

/// What kind of choice was made: one step of undo each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    Personas,
    Channels,
    Stages,
    Touchpoints,
    Dates,
    Length,
    /// Whole journeys, or only these events.
    WholeJourneys,
    /// A filter given whole: by a script, an address, a chart.
    Filter,
    ClearFilters,
    Selection,
    Goal,
    Silence,
    StageOrder,
    Groups,
    Shown,
    EmotionLines,
    Strip,
    Widths,
    Leading,
    /// The cleaning list.
    Cleaning,
}

impl Change {
    pub const ALL: [Self; 20] = [
        Self::Personas,
        Self::Channels,
        Self::Stages,
        Self::Touchpoints,
        Self::Dates,
        Self::Length,
        Self::WholeJourneys,
        Self::Filter,
        Self::ClearFilters,
        Self::Selection,
        Self::Goal,
        Self::Silence,
        Self::StageOrder,
        Self::Groups,
        Self::Shown,
        Self::EmotionLines,
        Self::Strip,
        Self::Widths,
        Self::Leading,
        Self::Cleaning,
    ];

    pub const fn name(self) -> Msg {
        match self {
            Self::Personas => Msg::ChangePersonas,
            Self::Channels => Msg::ChangeChannels,
            Self::Stages => Msg::ChangeStages,
            Self::Touchpoints => Msg::ChangeTouchpoints,
            Self::Dates => Msg::ChangeDates,
            Self::Length => Msg::ChangeLength,
            Self::WholeJourneys => Msg::ChangeWhole,
            Self::Filter => Msg::ChangeFilter,
            Self::ClearFilters => Msg::ChangeClearFilters,
            Self::Selection => Msg::ChangeSelection,
            Self::Goal => Msg::ChangeGoal,
            Self::Silence => Msg::ChangeSilence,
            Self::StageOrder => Msg::ChangeStageOrder,
            Self::Groups => Msg::ChangeGroups,
            Self::Shown => Msg::ChangeShown,
            Self::EmotionLines => Msg::ChangeEmotion,
            Self::Strip => Msg::ChangeStrip,
            Self::Widths => Msg::ChangeWidths,
            Self::Leading => Msg::ChangeLeading,
            Self::Cleaning => Msg::ChangeCleaning,
        }
    }
}
