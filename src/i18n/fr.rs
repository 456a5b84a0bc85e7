//! The French texts. Spaces before `: ; ! ?` and inside « » are written as escapes, so that they are seen.

use super::Msg;

pub const fn text(msg: Msg) -> &'static str {
    match msg {
        // Everywhere
        Msg::AppName => "Parcours",
        Msg::Privacy => "Votre fichier ne quitte pas cette page.",
        Msg::ZeroBytesSent => "0 octet envoyé",
        Msg::Close => "Fermer",
        Msg::Cancel => "Annuler",
        Msg::Undo => "Annuler",
        Msg::Redo => "Rétablir",
        Msg::Download => "Télécharger",
        Msg::Copy => "Copier",
        Msg::CopyRefused => "Le navigateur n’autorise pas la copie ici.",
        Msg::Copied => "Copié",
        Msg::Search => "Rechercher",
        Msg::Reset => "Réinitialiser",
        Msg::Clear => "Effacer",
        Msg::All => "Tous",
        Msg::None => "Aucun",
        Msg::More => "Plus",
        Msg::Total => "Total",
        Msg::EmptyValue => "(vide)",
        Msg::NotKnown => "inconnu",
        Msg::Yes => "oui",
        Msg::No => "non",
        Msg::SkipToContent => "Aller au contenu",
        // The frame: bar, views, language, theme
        Msg::Views => "Vues",
        Msg::ViewOverview => "Vue d’ensemble",
        Msg::ViewPersonas => "Personas",
        Msg::ViewTable => "Tableau",
        Msg::ViewMap => "Carte",
        Msg::ViewFlow => "Flux",
        Msg::Language => "Langue",
        Msg::LanguageEnglish => "English",
        Msg::LanguageFrench => "Français",
        Msg::Theme => "Thème",
        Msg::ThemeAuto => "Comme le système",
        Msg::ThemeLight => "Clair",
        Msg::ThemeDark => "Sombre",
        Msg::Share => "Partager",
        Msg::CopyLink => "Copier le lien",
        Msg::FirstScreen => "Écran d’accueil",
        Msg::FileMenu => "Fichier",
        Msg::OpenAnother => "Ouvrir un autre fichier…",
        Msg::ReviewImport => "Vérifier l’import",
        Msg::ForgetData => "Oublier ces données",
        Msg::ForgetDataHint => "Retire le fichier du stockage de ce navigateur.",
        Msg::DownloadSummary => "Chiffres (JSON)",
        Msg::DownloadCsv => "Chiffres (CSV)",
        Msg::DownloadSvg => "Image (SVG)",
        Msg::DownloadPng => "Image (PNG)",
        Msg::CollapseFilters => "Replier les filtres",
        Msg::ExpandFilters => "Déplier les filtres",
        Msg::CollapsePanel => "Replier le détail",
        Msg::ExpandPanel => "Déplier le détail",
        Msg::Filters => "Filtres",
        Msg::Detail => "Détail",
        Msg::RequestsTitle => "Ce que cette page a chargé",
        Msg::RequestsHint => {
            "Ses propres fichiers, et les adresses que vous avez saisies. Vos données ne sont jamais envoyées."
        }
        Msg::ReadAsTable => "Lire en tableau",
        Msg::ReadAsPicture => "Revenir à l’image",
        // A. First visit
        Msg::StartTitle => "Voyez où vont les parcours, et comment ils sont vécus.",
        Msg::StartLead => {
            "Ouvrez un export d’évènements ou une carte de parcours. Étapes, délais, retours et émotion sur une seule page, dans ce navigateur."
        }
        Msg::DropHere => "Déposez un fichier ici",
        Msg::DropFormats => "Excel, CSV, JSON, XES, un ZIP de ceux-ci, ou un document Parcours.",
        Msg::DropRelease => "Relâchez pour ouvrir",
        Msg::ChooseFile => "Choisir un fichier…",
        Msg::PasteButton => "Coller",
        Msg::PasteTitle => "Coller des cellules ou du texte",
        Msg::PasteHint => {
            "Copiez des cellules d’un tableur avec leur ligne d’en-tête, puis collez-les ici."
        }
        Msg::PasteOpen => "Ouvrir le texte collé",
        Msg::PastedName => "texte collé",
        Msg::FromUrl => "Depuis une adresse",
        Msg::UrlLabel => "Adresse du fichier",
        Msg::UrlFetch => "Charger",
        Msg::UrlHint => {
            "Le fichier n’est chargé par votre navigateur qu’au clic\u{202f}; le site qui l’héberge verra la demande."
        }
        Msg::PrivacyDetail => {
            "Il est lu et dessiné par votre navigateur\u{202f}; rien n’est envoyé."
        }
        Msg::HowToCheck => "Comment le vérifier",
        Msg::HowToCheckText => {
            "Ouvrez les outils de développement de votre navigateur, onglet «\u{a0}Réseau\u{a0}», puis ouvrez un fichier\u{a0}: aucune requête ne part. Vous pouvez aussi couper le réseau une fois la page chargée."
        }
        Msg::Recent => "Récents",
        Msg::ForgetAll => "Tout oublier",
        Msg::RecentHint => "Conservé dans ce navigateur uniquement.",
        Msg::Reopen => "Rouvrir",
        Msg::KindEvents => "Évènements",
        Msg::KindMap => "Carte",
        Msg::Today => "Aujourd’hui",
        Msg::Yesterday => "Hier",
        Msg::SamplesTitle => "Ouvrir un exemple de parcours",
        Msg::SamplesMadeUp => "Données d’exemple, inventées pour la démonstration",
        Msg::SampleCurve => "Émotion moyenne par étape",
        Msg::SampleShopTitle => "Mobilier, trois personas",
        Msg::SampleShopKind => "Évènements et satisfaction",
        Msg::SampleShopText => {
            "Retours, délais, abandons, et des frais de livraison annoncés trop tard."
        }
        Msg::SampleB2bTitle => "Achat de logiciel, entreprise",
        Msg::SampleB2bKind => "Comptes et contacts",
        Msg::SampleB2bText => {
            "Plusieurs personnes par compte, de longs silences, des mois avant la signature."
        }
        Msg::SampleServiceTitle => "Refaire sa carte d’identité",
        Msg::SampleServiceKind => "Enquête, service public",
        Msg::SampleServiceText => {
            "Notes de 0 à 10, dossiers incomplets, et un délai avant le rendez-vous."
        }
        Msg::SampleMapTitle => "Ouvrir un compte bancaire",
        Msg::SampleMapKind => "Parcours rédigé",
        Msg::SampleMapText => "Deux personas, rédigés à la main\u{a0}: ce que l’équipe croit.",
        Msg::StartFromNothing => "Partir de rien",
        Msg::CsvTemplate => "Télécharger un modèle CSV",
        // Loading and failing
        Msg::Reading => "Lecture",
        Msg::Loading => "Chargement…",
        Msg::Starting => "Démarrage…",
        Msg::Drawing => "Dessin…",
        Msg::LastViewStays => "La dernière vue est toujours là.",
        Msg::ShowLine => "Voir la ligne",
        Msg::ErrorTitle => "Ce fichier n’a pas pu être ouvert",
        Msg::Restart => "Redémarrer",
        Msg::TryAgain => "Réessayer",
        Msg::CrashTitle => "Parcours s’est arrêté",
        Msg::CrashText => {
            "Une erreur s’est produite dans la page. Votre fichier est intact\u{202f}; vos choix sont conservés."
        }
        Msg::ReportDetails => "Détails techniques",
        Msg::StorageBlocked => {
            "Ce navigateur ne conserve rien pour cette page\u{a0}: réglages et données durent jusqu’à sa fermeture."
        }
        Msg::StorageFull => {
            "Il n’y a plus de place pour conserver ce fichier dans le navigateur\u{202f}; il reste ouvert jusqu’à la fermeture de la page."
        }
        Msg::RestoredData => "Rouvert depuis ce navigateur",
        Msg::DataNotThere => {
            "Ce lien contient des choix, mais pas les données. Ouvrez le fichier auquel ils se rapportent."
        }
        Msg::LinkHasBadPart => "Une partie de ce lien est illisible ; elle a été ignorée.",
        Msg::LinkHasBadFilter => {
            "Le filtre de ce lien est illisible\u{202f}; il n’a pas été appliqué."
        }
        // B. Import review
        Msg::Detected => "Ce qui a été détecté",
        Msg::Encoding => "Encodage",
        Msg::Delimiter => "Séparateur",
        Msg::DelimiterComma => "virgule",
        Msg::DelimiterSemicolon => "point-virgule",
        Msg::DelimiterTab => "tabulation",
        Msg::DelimiterPipe => "barre verticale",
        Msg::DecimalMark => "Séparateur décimal",
        Msg::DecimalComma => "virgule",
        Msg::DecimalPoint => "point",
        Msg::Dates => "Dates",
        Msg::PlainTimesZone => "Fuseau des heures sans fuseau",
        Msg::DateDmy => "jj/mm/aaaa",
        Msg::DateMdy => "mm/jj/aaaa",
        Msg::DateYmd => "aaaa-mm-jj",
        Msg::MissingValues => "Valeurs manquantes",
        Msg::Format => "Format",
        Msg::FormatCsv => "Texte délimité",
        Msg::FormatJson => "JSON",
        Msg::ColumnsAndRows => "Colonnes et premières lignes",
        Msg::ColumnsHint => "Changez un rôle par son menu.",
        Msg::RowNumber => "Ligne",
        Msg::RoleOf => "Rôle de la colonne",
        Msg::OpenFile => "Ouvrir le fichier",
        Msg::OneRowIs => "Une ligne est",
        Msg::ShapeEvents => "un évènement",
        Msg::ShapeWideDates => "un parcours, une date par étape",
        Msg::ShapeWideScores => "une réponse, une note par étape",
        Msg::ShapeStartComplete => "le début ou la fin d’un évènement",
        Msg::ShapePaths => "un chemin et son nombre",
        Msg::ShapeCounts => "un évènement et son nombre",
        Msg::StageColumns => "Colonnes qui sont des étapes",
        Msg::SplitJourneys => "Parcours par identifiant",
        Msg::SplitNone => "un seul",
        Msg::SplitGoal => "un nouveau après chaque objectif",
        Msg::Files => "Fichiers",
        Msg::FilesHint => "À quoi sert chaque fichier.",
        Msg::FileUse => "Usage du fichier",
        Msg::UseMain => "table principale",
        Msg::UseStack => "lignes en plus",
        Msg::UseJoin => "colonnes pour la table principale",
        Msg::UseEvents => "évènements en plus",
        Msg::UseIgnore => "laissé de côté",
        Msg::RememberSettings => {
            "Retenir ces réglages pour les prochains fichiers de même structure"
        }
        Msg::ReadAsOne => {
            "Les fichiers ont été lus comme un seul tableau. « Vérifier l’import » dans le menu du fichier montre le rôle de chacun."
        }
        Msg::AddFile => "Ajouter un fichier à celui-ci",
        Msg::ReadAsLastTime => {
            "Lu avec les réglages choisis pour les fichiers de cette structure. « Vérifier l’import », dans le menu du fichier, les modifie."
        }
        Msg::ProblemRowsHint => {
            "Elles ne sont pas dessinées. Le fichier d’origine n’est pas modifié."
        }
        Msg::NothingToDecide => "rien à préciser",
        Msg::StagesInOrder => "Étapes",
        Msg::StageOrderHint => {
            "Ordre\u{a0}: position moyenne dans les parcours. Glissez, ou Alt + flèches."
        }
        Msg::KeepSettings => "Retenir ces réglages pour les prochains fichiers de même structure",
        Msg::RejectedRows => "Lignes rejetées",
        Msg::RejectedHint => "Elles ne sont pas dessinées. Le fichier d’origine n’est pas modifié.",
        Msg::EmptiedCells => "Cellules illisibles",
        Msg::EmptiedHint => "La ligne est gardée, la cellule est laissée vide et comptée.",
        Msg::QuestionsTitle => "À préciser",
        Msg::QuestionJourney => "Quelle colonne dit à quel parcours appartient une ligne\u{202f}?",
        Msg::QuestionTouchpoint => {
            "Quelle colonne dit ce qui s’est passé\u{a0}: le point de contact, ou l’étape\u{202f}?"
        }
        Msg::QuestionDateOrder => "Le jour ou le mois vient-il en premier\u{202f}?",
        Msg::QuestionScale => "Sur quelle échelle sont les réponses\u{202f}?",
        Msg::DayFirst => "Jour d’abord",
        Msg::MonthFirst => "Mois d’abord",
        Msg::ChooseJourney => "Choisissez la colonne du parcours pour continuer",
        Msg::ChooseTouchpoint => {
            "Choisissez la colonne du point de contact ou de l’étape pour continuer"
        }
        Msg::KindEmpty => "vide",
        Msg::KindText => "texte",
        Msg::KindFreeText => "texte libre",
        Msg::KindNumber => "nombre",
        Msg::KindInstant => "heure avec fuseau",
        Msg::KindPlainTime => "heure locale, sans fuseau",
        Msg::KindBoolean => "oui ou non",
        Msg::KindIdentifier => "identifiant",
        Msg::EmptyCell => "vide",
        // C. Overview: filters
        Msg::Personas => "Personas",
        Msg::Channels => "Canaux",
        Msg::Touchpoints => "Points de contact",
        Msg::Stages => "Étapes",
        Msg::Steps => "Étapes",
        Msg::Journeys => "Parcours",
        Msg::Events => "Évènements",
        Msg::Answers => "Réponses",
        Msg::JourneyLength => "Durée du parcours",
        Msg::Solo => "seul",
        Msg::SoloHint => "Ne garder que celui-ci",
        Msg::MeanEmotion => "Émotion moyenne",
        Msg::UnitEvents => "évènements",
        Msg::UnitJourneys => "parcours",
        Msg::KeepWholeJourneys => "Les filtres gardent des parcours entiers.",
        Msg::OnlyTheseEvents => "Ces évènements seulement",
        Msg::PartialHint => {
            "Débuts, fins et délais sont partiels\u{a0}: des évènements sont filtrés."
        }
        Msg::Partial => "partiel",
        Msg::DateFrom => "Du",
        Msg::DateTo => "Au",
        Msg::FirstDay => "Premier jour",
        Msg::LastDay => "Dernier jour",
        Msg::ActiveFilters => "Filtres actifs",
        Msg::ClearFilters => "Effacer les filtres",
        Msg::Attribute => "Attribut",
        Msg::NoneKept => "aucun",
        Msg::FilterWithout => "Sans",
        Msg::FilterStart => "Commence par",
        Msg::FilterEnd => "Finit par",
        Msg::FilterThen => "Se suivent",
        // C. Overview: stage timeline
        Msg::StageTimeline => "Frise des étapes",
        Msg::Stage => "Étape",
        Msg::StageReachedLabel => "Étape atteinte",
        Msg::StepReachedLabel => "Étape atteinte",
        Msg::Reached => "Atteinte",
        Msg::FlowLabel => "Flux",
        Msg::StayAndWait => "Durée et délai",
        Msg::StayMedian => "Durée, médiane",
        Msg::ThenWait => "Puis délai",
        Msg::WaitMedian => "Délai, médiane",
        Msg::Dropped => "Abandons",
        Msg::Open => "En cours",
        Msg::LastSeenHere => "Vus ici en dernier",
        Msg::GoalMet => "Objectif atteint",
        Msg::LegendDropped => "abandons, par étape la plus avancée",
        Msg::LegendOpen => "en cours",
        Msg::LegendReturns => "retours",
        Msg::Goal => "Objectif",
        Msg::GoalNone => "aucun",
        Msg::GoalRevenue => "montant > 0",
        Msg::GoalChoose => "Choisir l’objectif",
        Msg::WidthEqual => "Égales",
        Msg::WidthByTime => "Selon la durée",
        Msg::StageWidth => "Largeur des étapes",
        Msg::Returns => "Retours",
        Msg::MovesForward => "Passages",
        Msg::ToStage => "Vers",
        Msg::FromStage => "De",
        Msg::TurnsMean => "Tours, moyenne",
        Msg::Silence => "Silence au-delà de",
        // C. Overview: emotion graph
        Msg::Emotion => "Émotion",
        Msg::EmotionGraph => "Émotion par étape et persona",
        Msg::EmotionNotes => {
            "Intervalle à 95\u{a0}%. Plus pâle\u{a0}: n inférieur à 30. Évidé\u{a0}: inférieur à 5."
        }
        Msg::EmotionAssumed => "Supposée, non mesurée.",
        Msg::SameJourneys => "Mêmes parcours de bout en bout",
        Msg::ByPersona => "Par persona",
        Msg::ByAll => "Ensemble",
        Msg::ByChannel => "Par canal",
        Msg::Compare => "Comparer",
        Msg::OfAllAnswers => "sur tous",
        Msg::AllJourneys => "Tous les parcours",
        Msg::Interval95 => "intervalle à 95\u{a0}%",
        Msg::MeanAndInterval => "moyenne et intervalle à 95\u{a0}%",
        Msg::NoTimes => {
            "Pas de dates dans ce fichier\u{a0}: les évènements suivent son ordre, sans durées ni délais."
        }
        Msg::NoEmotion => "Pas d’émotion dans ce fichier, donc pas de courbe d’émotion.",
        Msg::ChooseColumn => "Choisir une colonne",
        Msg::WorstMoment => "Pire moment",
        Msg::BestMoment => "Meilleur moment",
        Msg::Nps => "NPS",
        Msg::Csat => "CSAT",
        Msg::NpsHint => "% de promoteurs (9–10) moins\u{a0}% de détracteurs (0–6)",
        Msg::CsatHint => "% de satisfaits (4–5)",
        Msg::EmotionVeryNegative => "Très négatif",
        Msg::EmotionNegative => "Négatif",
        Msg::EmotionNeutral => "Neutre",
        Msg::EmotionPositive => "Positif",
        Msg::EmotionVeryPositive => "Très positif",
        // C. Overview: journeys strip
        Msg::JourneysStrip => "Parcours un à un",
        Msg::LegendPositive => "positif",
        Msg::LegendNeutral => "neutre",
        Msg::LegendNegative => "négatif",
        Msg::LegendStep => "étape",
        Msg::LegendGoal => "objectif",
        Msg::ClearBrush => "Effacer la sélection",
        Msg::StageSlots => "Par étape",
        Msg::StepSlots => "Par étape",
        Msg::TrueTime => "Temps réel",
        Msg::TimeAxis => "Axe du temps",
        Msg::StripStart => "début",
        Msg::OrderLabel => "Ordre",
        Msg::OrderLongest => "les plus longs d’abord",
        Msg::OrderGoalLongest => "objectif atteint d’abord, puis les plus longs",
        Msg::OrderShortest => "les plus courts d’abord",
        Msg::OrderStart => "par date de début",
        Msg::OrderPersona => "par persona",
        Msg::OrderEmotion => "émotion la plus basse d’abord",
        Msg::ColourBy => "Couleur",
        Msg::ColourEmotion => "par émotion",
        Msg::ColourStage => "par étape",
        Msg::ZoomIn => "Zoom avant",
        Msg::ZoomOut => "Zoom arrière",
        Msg::ZoomReset => "Toute la largeur",
        // C. Overview: detail panel
        Msg::SelectedStage => "Étape sélectionnée",
        Msg::SelectedTouchpoint => "Point de contact sélectionné",
        Msg::SelectedPersona => "Persona sélectionné",
        Msg::SelectedChannel => "Canal sélectionné",
        Msg::SelectedJourney => "Parcours sélectionné",
        Msg::SelectSomething => {
            "Sélectionnez une étape, un point de contact, un persona ou un parcours pour voir ses chiffres."
        }
        Msg::NotInTheData => "Absent de ces parcours.",
        Msg::ClearSelection => "Effacer la sélection (Échap)",
        Msg::EmotionByPersona => "Émotion par persona",
        Msg::EmotionByStage => "Émotion par étape",
        Msg::JourneysAndEmotion => "parcours · émotion",
        Msg::InTheirWords => "Avec leurs mots",
        Msg::ShareOfEvents => "% des évènements",
        Msg::JourneysThroughHere => "Parcours passant par ici",
        Msg::JourneySteps => "Étapes du parcours",
        Msg::OnlyThisJourney => "Ce parcours seulement",
        Msg::OpenPart => "Ouvrir la partie qui tient",
        Msg::OpenRows => "Voir les lignes",
        Msg::Account => "Compte",
        Msg::Revenue => "Montant",
        Msg::Duration => "Durée",
        Msg::ShareOfAll => "Part",
        Msg::Time => "Date et heure",
        Msg::FileLine => "Ligne du fichier",
        Msg::OutcomeReached => "objectif atteint",
        Msg::OutcomeOpen => "en cours",
        Msg::OutcomeDropped => "abandon",
        // F. Embedded, G. small screen
        Msg::OpenFullView => "Ouvrir la vue complète",
        Msg::EmbedMenu => "Plus",
        Msg::TabOverview => "Vue d’ensemble",
        Msg::TabFilters => "Filtres",
        Msg::StagesDown => "Étapes de haut en bas, émotion de gauche à droite",
        Msg::PreviousStage => "Étape précédente",
        Msg::NextStage => "Étape suivante",
        // H. States
        Msg::NoJourneyMatches => "Aucun parcours ne correspond",
        Msg::NotGrouped => "Non groupés",
        Msg::OthersLabel => "Autres",
        Msg::StagesNumberedHint => "Les numéros désignent ces étapes\u{a0}:",
        // I. No stage column
        Msg::StepsTimeline => "Frise des étapes",
        Msg::GroupIntoStages => "Grouper en étapes",
        Msg::GroupHint => {
            "Glissez un point de contact, utilisez son menu, ou Alt + flèches. Le fichier n’est pas modifié."
        }
        Msg::NewStage => "Nouvelle étape",
        Msg::StageName => "Nom de l’étape",
        Msg::RemoveStage => "Retirer cette étape",
        Msg::MoveTo => "Déplacer vers",
        Msg::MoveUp => "Monter",
        Msg::MoveDown => "Descendre",
        Msg::MoveLeft => "Vers la gauche",
        Msg::MoveRight => "Vers la droite",
        Msg::MakeGoal => "En faire l’objectif",
        Msg::SortByTime => "Trier par ordre de passage",
        Msg::ChooseSteps => "Choisir les étapes",
        Msg::ShowFewer => "En afficher moins",
        Msg::FileOrder => "Ordre du fichier",
        // J. Personas
        Msg::CompareWith => "Comparer avec",
        Msg::CompareOthers => "Les autres",
        Msg::CompareAll => "L’ensemble",
        Msg::CompareOne => "Un persona",
        Msg::PersonasNotes => {
            "Barre\u{a0}: intervalle à 95\u{a0}%. Trait vertical\u{a0}: la valeur de comparaison. Un écart n’est nommé que si son intervalle exclut zéro. Plus pâle\u{a0}: n inférieur à 30."
        }
        Msg::Wants => "Veut",
        Msg::Fears => "Craint",
        Msg::FactGoalMet => "Objectif atteint",
        Msg::FactEmotion => "Émotion, moyenne",
        Msg::FactTimeToGoal => "Délai avant l’objectif, médiane",
        Msg::FactDuration => "Durée, médiane",
        Msg::FactGoesBack => "Retour en arrière",
        Msg::FactShareOfEvents => "part des évènements",
        Msg::FactOthers => "les autres",
        Msg::FactAll => "ensemble",
        Msg::Fact => "Mesure",
        Msg::Difference => "Écart",
        Msg::ComparedWith => "Comparé à",
        Msg::NoPersonas => "Aucune colonne ne donne de persona\u{a0}: il n’y a rien à comparer.",
        Msg::NoClearDifference => "pas de différence nette",
        Msg::FewJourneys => "peu de parcours",
        // K. Table and problems
        Msg::PreviousRows => "Précédentes",
        Msg::NextRows => "Suivantes",
        Msg::Rows => "Lignes",
        Msg::ProblemRows => "Lignes à problème",
        Msg::Problem => "Problème",
        Msg::Column => "Colonne",
        Msg::Value => "Valeur",
        Msg::AsWritten => "tel qu’écrit",
        Msg::ReadAs => "lu comme",
        Msg::DownloadProblems => "Télécharger les lignes rejetées",
        Msg::NoProblems => "Toutes les lignes ont été lues.",
        // Names of changes, for undo and redo
        Msg::ChangePersonas => "choix des personas",
        Msg::ChangeChannels => "choix des canaux",
        Msg::ChangeStages => "choix des étapes",
        Msg::ChangeTouchpoints => "choix des points de contact",
        Msg::ChangeDates => "choix des dates",
        Msg::ChangeLength => "choix de la durée",
        Msg::ChangeWhole => "parcours entiers ou évènements",
        Msg::ChangeFilter => "filtre",
        Msg::ChangeClearFilters => "effacement des filtres",
        Msg::ChangeSelection => "sélection",
        Msg::ChangeGoal => "objectif",
        Msg::ChangeSilence => "seuil de silence",
        Msg::ChangeStageOrder => "ordre des étapes",
        Msg::ChangeGroups => "groupement en étapes",
        Msg::ChangeShown => "étapes affichées",
        Msg::ChangeEmotion => "lignes de la courbe d’émotion",
        Msg::ChangeStrip => "ordre des parcours",
        Msg::ChangeWidths => "largeur des étapes",
        Msg::ChangeLeading => "persona en avant",
        Msg::ChangeCleaning => "nettoyage",
    }
}
