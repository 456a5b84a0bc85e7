//! French: why a file could not be opened.

use super::{Texts, named, plain, rows_that_fit};
use crate::i18n::Lang;
use crate::model::load::LoadErrorCode as Code;

pub(super) fn texts(code: Code, subject: &str) -> Texts {
    let name = named(Lang::Fr, subject);
    match code {
        Code::EmptyFile => plain(
            "Le fichier est vide",
            "Il ne contient rien, ou seulement des blancs.",
            "Refaites l’export, ou choisissez un autre fichier.",
        ),
        Code::HeaderOnly => plain(
            "Il y a un en-tête, mais aucune ligne",
            "La première ligne nomme des colonnes et rien ne la suit.",
            "Vérifiez le filtre ou les dates de l’export, puis ouvrez le nouveau fichier.",
        ),
        Code::OneColumn => plain(
            "Il n’y a qu’une colonne",
            "Chaque ligne tient en une seule valeur\u{a0}: ni virgule, ni point-virgule, ni tabulation ne sépare de colonnes.",
            "Exportez plusieurs colonnes\u{a0}: au moins un identifiant du parcours et un point de contact ou une étape.",
        ),
        Code::NotAText => (
            if subject.is_empty() { "Ce n’est pas un fichier de texte".to_owned() } else { format!("Ce n’est pas un fichier de texte ({subject})") },
            "Ses premiers octets sont ceux d’une image, d’une archive ou d’un programme.".to_owned(),
            "Exportez les évènements en CSV ou en JSON, et ouvrez ce fichier.",
        ),
        Code::Folder => (
            format!("C’est un dossier{name}"),
            "Un dossier ne s’ouvre pas tout entier.".to_owned(),
            "Ouvrez-le sur votre ordinateur et déposez le fichier des évènements.",
        ),
        Code::BrokenJson => (
            "le JSON est mal formé".to_owned(),
            if subject.is_empty() { "Il est illisible à partir de là.".to_owned() } else { format!("Il est illisible à partir de là ({subject}).") },
            "Corrigez le fichier à cet endroit, ou refaites l’export.",
        ),
        Code::JsonNotJourneys => plain(
            "Ce JSON ne contient pas de parcours",
            "Ce n’est ni une liste d’évènements, ni un document Parcours.",
            "Donnez une liste d’objets portant chacun un identifiant du parcours et un point de contact ou une étape, ou un fichier *.parcours.json.",
        ),
        Code::NewerDocument => (
            "Ce document vient d’un Parcours plus récent".to_owned(),
            if subject.is_empty() { "Cette page ne connaît pas encore sa version.".to_owned() } else { format!("Il est en version {subject}, que cette page ne connaît pas encore.") },
            "Ouvrez-le dans le Parcours plus récent\u{202f}; le fichier n’est pas modifié.",
        ),
        Code::UnreadableTimes => (
            format!("Aucune date n’est lisible dans la colonne{name}"),
            "Pas une de ses valeurs n’est une date ou une heure de forme connue.".to_owned(),
            "Choisissez une autre colonne pour la date, ou ignorez celle-ci\u{a0}: les parcours suivent alors l’ordre du fichier.",
        ),
        Code::NoUsableRow => plain(
            "Aucune ligne n’est utilisable",
            "Toutes ont été rejetées\u{202f}; la liste dit pourquoi, ligne par ligne.",
            "Voyez les rôles des colonnes, ou les lignes rejetées.",
        ),
        Code::UnknownColumn => (
            format!("Il n’y a pas de colonne{name}"),
            "Un rôle la nomme, mais l’en-tête du fichier ne l’a pas.".to_owned(),
            "Vérifiez l’orthographe dans les options, majuscules comprises.",
        ),
        Code::MissingRole => plain(
            "Les colonnes n’en disent pas assez",
            "Aucune ne peut être reconnue comme identifiant du parcours, ou comme point de contact ou étape.",
            "Choisissez les rôles des colonnes.",
        ),
        Code::UnknownEncoding => (
            format!("L’encodage{name} est inconnu"),
            "Les options demandent un encodage que les navigateurs n’ont pas.".to_owned(),
            "Ne le précisez pas pour qu’il soit trouvé, ou donnez un nom tel que utf-8 ou windows-1252.",
        ),
        Code::QuoteNeverClosed => plain(
            "un guillemet est ouvert et jamais refermé",
            "Tout ce qui suit ne ferait qu’une seule cellule.",
            "Fermez ou doublez ce guillemet, ou refaites l’export.",
        ),
        Code::WeightDiffers => (
            format!("Le poids change au sein d’un même parcours{name}"),
            "Un poids dit combien de fois compte un parcours entier\u{a0}: il doit être le même sur toutes ses lignes.".to_owned(),
            "Corrigez les poids, ou donnez un autre rôle à cette colonne.",
        ),
        Code::HttpStatus => (
            if subject.is_empty() { "L’adresse a répondu par une erreur".to_owned() } else { format!("L’adresse a répondu par une erreur\u{a0}: {subject}") },
            if subject == "404" { "Il n’y a pas de fichier à cette adresse.".to_owned() } else { "Le site n’a pas donné le fichier.".to_owned() },
            "Vérifiez l’adresse, ou téléchargez le fichier et déposez-le ici.",
        ),
        Code::Unreachable => (
            format!("L’adresse n’a pas pu être lue{name}"),
            "Le site est injoignable, ou n’autorise pas les autres pages à lire ses fichiers (CORS), ou cette page n’a pas le droit de le lui demander (CSP).".to_owned(),
            "Téléchargez le fichier dans un autre onglet et déposez-le ici.",
        ),
        Code::Vanished => (
            format!("Le fichier{name} ne peut plus être lu"),
            "Il a été déplacé, supprimé ou modifié pendant la lecture.".to_owned(),
            "Choisissez-le à nouveau.",
        ),
        Code::TooLarge => (
            "Le fichier est trop grand pour ce navigateur".to_owned(),
            match rows_that_fit(Lang::Fr, subject) {
                Some((rows, percent)) => format!("La mémoire suffit pour les premières {rows}, soit {percent} du fichier."),
                None => "La mémoire ne suffit pas pour ses évènements.".to_owned(),
            },
            "Ouvrez la partie qui tient en mémoire, ou exportez moins de colonnes ou une période plus courte.",
        ),
        Code::Cancelled => plain("La lecture a été annulée", "Rien n’a changé.", "Rouvrez le fichier quand vous voulez."),
        Code::Superseded => plain(
            "Un autre fichier a été ouvert entre-temps",
            "La lecture de celui-ci a été arrêtée.",
            "Rouvrez-le si vous le voulez toujours.",
        ),
        Code::WorkerCrashed => (
            "La lecture s’est arrêtée de façon imprévue".to_owned(),
            if subject.is_empty() { "Une erreur s’est produite dans Parcours\u{202f}; le fichier est intact.".to_owned() } else { format!("Une erreur s’est produite dans Parcours ({subject})\u{202f}; le fichier est intact.") },
            "Redémarrez, puis rouvrez le fichier.",
        ),
        Code::BadOptions => (
            "Les options sont illisibles".to_owned(),
            if subject.is_empty() { "L’une d’elles est inconnue ou mal formée.".to_owned() } else { format!("Ce qui a été trouvé\u{a0}: {subject}.") },
            "Voyez la liste des options dans la documentation.",
        ),
        Code::BadFilter => (
            "Le filtre est illisible".to_owned(),
            if subject.is_empty() { "L’une de ses clés est inconnue ou mal formée.".to_owned() } else { format!("Ce qui a été trouvé\u{a0}: {subject}.") },
            "Corrigez-le, ou retirez-le pour tout voir.",
        ),
        Code::NoData => plain("Il n’y a pas encore de parcours", "Aucun fichier n’est ouvert dans cette page.", "Ouvrez d’abord un fichier ou un exemple."),
        Code::Unsupported => (
            format!("Ce type de fichier{name} ne s’ouvre pas encore"),
            "Parcours lit le CSV, le TSV, le JSON, le XLSX, le XES, l’OCEL en JSON, les mêmes en GZIP ou en ZIP, et ses propres documents.".to_owned(),
            "Enregistrez-le en XLSX ou en CSV et ouvrez ce fichier.",
        ),
        Code::PasswordProtected => (
            format!("Ce fichier{name} est verrouillé par un mot de passe"),
            "Parcours ne peut pas l’ouvrir, et ne demande aucun mot de passe.".to_owned(),
            "Enregistrez-le sans mot de passe, puis ouvrez ce fichier.",
        ),
        Code::BrokenFile => (
            format!("Ce fichier{name} est endommagé"),
            "Il commence comme un tel fichier, mais la suite est illisible.".to_owned(),
            "Copiez-le, téléchargez-le ou exportez-le à nouveau.",
        ),
        Code::NothingInside => (
            "L’archive ne contient rien de lisible".to_owned(),
            "Il n’y a dedans ni tableau, ni journal, ni document de type connu.".to_owned(),
            "Décompressez-la sur votre ordinateur, puis ouvrez le fichier des évènements.",
        ),
        Code::UnknownPart => (
            format!("Il n’y a dedans ni feuille, ni type d’objet, ni fichier{name}"),
            "Les options en nomment un que ce fichier n’a pas.".to_owned(),
            "Vérifiez l’orthographe dans les options, ou retirez-la.",
        ),
        Code::UnpacksTooLarge => (
            format!("Une fois décompressé, ce fichier{name} est trop grand"),
            "Il dépasserait un gigaoctet.".to_owned(),
            "Exportez une période plus courte ou moins de colonnes.",
        ),
        Code::ReaderFailed => (
            "Le lecteur de ce format s’est arrêté".to_owned(),
            if subject.is_empty() { "Il n’a pas pu être chargé, ou la mémoire a manqué\u{202f}; votre fichier est intact.".to_owned() } else { format!("Une erreur s’y est produite ({subject})\u{202f}; votre fichier est intact.") },
            "Rouvrez le fichier, ou enregistrez-le en CSV et ouvrez ce fichier-là.",
        ),
    }
}
