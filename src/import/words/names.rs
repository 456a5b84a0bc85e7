//! Names that columns have, and the roles they speak for.

use crate::model::load::Role;

/// The strength of a name that means its role only where the values say so too.
pub const HINT: u8 = 30;

/// Names that mean a role, the most telling first: (folded name, role, strength 1–100).
/// A column named exactly so has the strength; one that ends with it (`acquisition_channel`) or begins with it a little less.
const NAMES: &[(&str, Role, u8)] = &[
    ("case concept name", Role::Journey, 100),
    ("case id", Role::Journey, 98),
    ("caseid", Role::Journey, 98),
    ("id parcours", Role::Journey, 97),
    ("parcours id", Role::Journey, 97),
    ("journey id", Role::Journey, 96),
    ("journeyid", Role::Journey, 96),
    ("journey", Role::Journey, 94),
    ("parcours", Role::Journey, 94),
    ("trace id", Role::Journey, 92),
    ("customer id", Role::Journey, 90),
    ("customerid", Role::Journey, 90),
    ("id client", Role::Journey, 90),
    ("client id", Role::Journey, 90),
    ("numero client", Role::Journey, 90),
    ("num client", Role::Journey, 90),
    ("n client", Role::Journey, 90),
    ("user id", Role::Journey, 88),
    ("userid", Role::Journey, 88),
    ("id utilisateur", Role::Journey, 88),
    ("id usager", Role::Journey, 88),
    ("visitor id", Role::Journey, 86),
    ("id visiteur", Role::Journey, 86),
    ("patient id", Role::Journey, 86),
    ("contact id", Role::Journey, 84),
    ("id contact", Role::Journey, 84),
    ("lead id", Role::Journey, 84),
    ("id personne", Role::Journey, 84),
    ("person id", Role::Journey, 84),
    ("member id", Role::Journey, 84),
    ("id dossier", Role::Journey, 82),
    ("numero dossier", Role::Journey, 82),
    ("dossier", Role::Journey, 80),
    ("case", Role::Journey, 80),
    ("customer", Role::Journey, 78),
    ("client", Role::Journey, 78),
    ("patient", Role::Journey, 78),
    ("user", Role::Journey, 76),
    ("utilisateur", Role::Journey, 76),
    ("usager", Role::Journey, 76),
    ("visitor", Role::Journey, 76),
    ("visiteur", Role::Journey, 76),
    ("contact", Role::Journey, 70),
    ("id session", Role::Journey, 66),
    ("session id", Role::Journey, 66),
    ("sessionid", Role::Journey, 66),
    ("session", Role::Journey, 64),
    ("ticket id", Role::Journey, 62),
    ("order id", Role::Journey, 60),
    ("id commande", Role::Journey, 60),
    ("numero commande", Role::Journey, 60),
    ("conversion id", Role::Journey, 58),
    ("email", Role::Journey, 50),
    // Alone, and where it comes again: at the end of another name it is too weak.
    ("id", Role::Journey, 42),
    ("e mail", Role::Journey, 50),
    ("time timestamp", Role::Time, 100),
    ("timestamp", Role::Time, 98),
    ("horodatage", Role::Time, 98),
    ("date heure", Role::Time, 96),
    ("datetime", Role::Time, 96),
    ("date time", Role::Time, 96),
    ("event time", Role::Time, 95),
    ("event date", Role::Time, 94),
    ("date evenement", Role::Time, 94),
    ("occurred at", Role::Time, 92),
    ("start time", Role::Time, 90),
    ("start timestamp", Role::Time, 90),
    ("time", Role::Time, 88),
    ("date", Role::Time, 88),
    ("jour", Role::Time, 84),
    ("day", Role::Time, 82),
    ("heure", Role::Time, 80),
    ("hour", Role::Time, 78),
    ("start date", Role::Time, 78),
    ("date debut", Role::Time, 78),
    ("debut", Role::Time, 76),
    ("start", Role::Time, 76),
    ("ts", Role::Time, 76),
    ("created at", Role::Time, 74),
    ("created date", Role::Time, 74),
    ("date creation", Role::Time, 74),
    ("end time", Role::EndTime, 90),
    ("end timestamp", Role::EndTime, 90),
    ("end date", Role::EndTime, 90),
    ("enddate", Role::EndTime, 90),
    ("date fin", Role::EndTime, 90),
    ("fin", Role::EndTime, 80),
    ("complete time", Role::EndTime, 90),
    ("resolved date", Role::EndTime, 80),
    ("closed at", Role::EndTime, 80),
    ("point de contact", Role::Touchpoint, 100),
    ("points de contact", Role::Touchpoint, 100),
    ("touchpoint", Role::Touchpoint, 100),
    ("touch point", Role::Touchpoint, 100),
    ("concept name", Role::Touchpoint, 98),
    ("activity", Role::Touchpoint, 96),
    ("activite", Role::Touchpoint, 96),
    ("event name", Role::Touchpoint, 95),
    ("nom evenement", Role::Touchpoint, 95),
    ("events name", Role::Touchpoint, 95),
    ("event type", Role::Touchpoint, 94),
    ("events type", Role::Touchpoint, 94),
    ("type evenement", Role::Touchpoint, 94),
    ("event", Role::Touchpoint, 94),
    ("evenement", Role::Touchpoint, 94),
    ("action", Role::Touchpoint, 92),
    ("interaction", Role::Touchpoint, 90),
    ("contact type", Role::Touchpoint, 84),
    ("type contact", Role::Touchpoint, 84),
    ("task", Role::Touchpoint, 80),
    ("tache", Role::Touchpoint, 80),
    ("operation", Role::Touchpoint, 76),
    ("page", Role::Touchpoint, 70),
    ("page name", Role::Touchpoint, 70),
    ("journey stage", Role::Stage, 100),
    ("etape parcours", Role::Stage, 100),
    ("stage", Role::Stage, 98),
    ("etape", Role::Stage, 98),
    ("phase", Role::Stage, 96),
    ("stage name", Role::Stage, 96),
    ("funnel step", Role::Stage, 90),
    ("step", Role::Stage, 84),
    ("canal", Role::Channel, 100),
    ("channel", Role::Channel, 100),
    ("channel label", Role::Channel, 96),
    ("channel name", Role::Channel, 96),
    ("canal contact", Role::Channel, 96),
    ("medium", Role::Channel, 70),
    ("persona", Role::Persona, 100),
    ("segment", Role::Persona, 96),
    ("profil", Role::Persona, 94),
    ("profile", Role::Persona, 94),
    ("customer type", Role::Persona, 88),
    ("type client", Role::Persona, 88),
    ("client type", Role::Persona, 88),
    ("type voyageur", Role::Persona, 86),
    ("traveler type", Role::Persona, 86),
    ("type usager", Role::Persona, 86),
    ("visitor type", Role::Persona, 86),
    ("user type", Role::Persona, 86),
    ("typologie", Role::Persona, 86),
    ("user lifecycle", Role::Persona, 70),
    ("customer lifecycle", Role::Persona, 70),
    ("cluster", Role::Persona, 70),
    ("cohort", Role::Persona, 60),
    ("cohorte", Role::Persona, 60),
    ("formule", Role::Persona, HINT),
    ("offre", Role::Persona, HINT),
    ("plan", Role::Persona, HINT),
    ("classe", Role::Persona, HINT),
    ("class", Role::Persona, HINT),
    ("variant", Role::Persona, HINT),
    ("emotion", Role::Emotion, 100),
    ("nps", Role::Emotion, 98),
    ("nps score", Role::Emotion, 98),
    ("note nps", Role::Emotion, 98),
    ("csat", Role::Emotion, 97),
    ("csat score", Role::Emotion, 97),
    ("ces", Role::Emotion, 96),
    ("satisfaction", Role::Emotion, 96),
    ("note satisfaction", Role::Emotion, 96),
    ("satisfaction score", Role::Emotion, 96),
    ("sentiment", Role::Emotion, 94),
    ("sentiment score", Role::Emotion, 94),
    ("ressenti", Role::Emotion, 94),
    ("humeur", Role::Emotion, 92),
    ("mood", Role::Emotion, 92),
    ("feeling", Role::Emotion, 90),
    ("rating", Role::Emotion, 86),
    ("note globale", Role::Emotion, 86),
    ("note", Role::Emotion, 80),
    ("score", Role::Emotion, 76),
    ("revenue", Role::Revenue, 100),
    ("revenu", Role::Revenue, 100),
    ("chiffre d affaires", Role::Revenue, 100),
    ("chiffre affaires", Role::Revenue, 100),
    ("montant", Role::Revenue, 96),
    ("montant eur", Role::Revenue, 96),
    ("amount", Role::Revenue, 96),
    ("conversion value", Role::Revenue, 90),
    ("order value", Role::Revenue, 90),
    ("cart value", Role::Revenue, 86),
    ("sales", Role::Revenue, 80),
    ("ventes", Role::Revenue, 80),
    ("ca", Role::Revenue, 70),
    ("order total", Role::Revenue, 90),
    ("total price", Role::Revenue, 90),
    // Of orders too; at the beginning of another name it is of anything.
    ("total", Role::Revenue, 46),
    ("account", Role::Account, 100),
    ("account id", Role::Account, 100),
    ("account name", Role::Account, 98),
    ("compte", Role::Account, 100),
    ("company", Role::Account, 96),
    ("societe", Role::Account, 96),
    ("entreprise", Role::Account, 96),
    ("organisation", Role::Account, 90),
    ("organization", Role::Account, 90),
    ("org resource", Role::Actor, 100),
    ("resource", Role::Actor, 96),
    ("employee", Role::Actor, 96),
    ("employe", Role::Actor, 96),
    ("agent", Role::Actor, 96),
    ("conseiller", Role::Actor, 96),
    ("advisor", Role::Actor, 96),
    ("actor", Role::Actor, 96),
    ("acteur", Role::Actor, 96),
    ("owner", Role::Actor, 80),
    ("verbatim", Role::Verbatim, 100),
    ("comment", Role::Verbatim, 96),
    ("comments", Role::Verbatim, 96),
    ("commentaire", Role::Verbatim, 96),
    ("commentaires", Role::Verbatim, 96),
    ("review text", Role::Verbatim, 94),
    ("feedback", Role::Verbatim, 92),
    ("avis", Role::Verbatim, 90),
    ("remarque", Role::Verbatim, 88),
    ("message", Role::Verbatim, 80),
];

/// Words that make a time column something else than when the event happened.
const NOT_THE_EVENT: [&str; 20] = [
    "deadline",
    "planned",
    "prevue",
    "prevu",
    "birth",
    "naissance",
    "updated",
    "modified",
    "modification",
    "last",
    "due",
    "echeance",
    "expiry",
    "expiration",
    "signup",
    "inscription",
    "previous",
    "first",
    "end",
    "fin",
];

/// How strongly a folded name speaks for a role. Several roles may answer.
pub fn roles_of(folded: &str) -> Vec<(Role, u8)> {
    let mut found: Vec<(Role, u8)> = Vec::new();
    for (name, role, strength) in NAMES {
        let Some(strength) = matched(folded, name, *strength) else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| known == role) {
            Some((_, best)) => *best = (*best).max(strength),
            None => found.push((*role, strength)),
        }
    }
    found
}

/// Is a listed name of the role all of this name, or its end (`customer`, `key customer`), rather than its beginning?
pub fn ends_with_name(folded: &str, role: Role) -> bool {
    let of_role = NAMES.iter().filter(|(_, known, _)| *known == role);
    of_role.into_iter().any(|(name, _, _)| {
        folded
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

fn matched(folded: &str, name: &str, strength: u8) -> Option<u8> {
    let bytes = folded.as_bytes();
    let more = bytes.len().checked_sub(name.len())?;
    if more == 0 {
        return (folded == name).then_some(strength);
    }
    if bytes[more - 1] == b' ' && folded.ends_with(name) {
        return Some(strength - strength / 8);
    }
    (bytes[name.len()] == b' ' && folded.starts_with(name)).then(|| strength - strength / 4)
}

/// Does the name say that the time is another than the event's own?
pub fn is_other_time(folded: &str) -> bool {
    folded.split(' ').any(|word| NOT_THE_EVENT.contains(&word))
}

/// Does the name speak of time at all? Numbers are read as times only then.
pub fn speaks_of_time(folded: &str) -> bool {
    const WORDS: [&str; 13] = [
        "time",
        "timestamp",
        "date",
        "datetime",
        "ts",
        "epoch",
        "heure",
        "horodatage",
        "at",
        "jour",
        "day",
        "created",
        "unix",
    ];
    folded.split(' ').any(|word| WORDS.contains(&word))
}
