//! Names that columns have, and the roles they speak for.

use std::sync::OnceLock;

use super::{among, listed};
use crate::model::load::Role;

/// The strength of a name that means its role only where the values say so too.
pub const HINT: u8 = 30;

/// Names that mean a role: `strength name,name,…` (1–100), all names up to the next strength as strong as each other. As one text they
/// take a third of the room of a table.
/// A column named exactly so has the strength; one that ends with it (`acquisition_channel`) or begins with it a little less.
const NAMES: [(Role, &str); 12] = [
    // `id` and `identifiant` alone, and where they come again: at the end of another name they are too weak.
    (
        Role::Journey,
        "100 case concept name,98 case id,caseid,97 id parcours,parcours id,96 journey id,journeyid,kunden id,\
         kundennummer,kundennr,id cliente,94 journey,parcours,92 trace id,90 customer id,customerid,id client,\
         client id,numero client,num client,n client,distinct id,user pseudo id,fallnummer,fall id,nutzer id,\
         id usuario,klantnummer,88 user id,userid,id utilisateur,id usager,86 visitor id,id visiteur,patient id,\
         84 contact id,id contact,lead id,id personne,person id,member id,opportunity id,deal id,profile id,\
         82 id dossier,numero dossier,80 dossier,case,anonymous id,mcvisid,78 customer,client,patient,kunde,cliente,\
         usuario,utente,klant,klient,76 user,utilisateur,usager,visitor,visiteur,70 contact,66 id session,session id,\
         sessionid,64 session,62 ticket id,issue key,60 order id,id commande,numero commande,58 conversion id,\
         55 contact name,customer name,nom client,50 email,e mail,42 id,identifiant",
    ),
    (
        Role::Time,
        "100 time timestamp,event timestamp,98 timestamp,horodatage,96 date heure,datetime,date time,95 event time,\
         94 event date,date evenement,92 occurred at,90 start time,start timestamp,88 time,date,84 jour,82 day,\
         80 heure,78 hour,start date,date debut,76 debut,start,ts,when,74 created at,created date,date creation",
    ),
    (
        Role::EndTime,
        "90 end time,end timestamp,end date,enddate,date fin,complete time,80 fin,resolved date,closed at",
    ),
    // `type` alone; of what is the question in other names.
    (
        Role::Touchpoint,
        "100 point de contact,points de contact,touchpoint,touch point,kontaktpunkt,punto de contacto,\
         98 concept name,96 activity,activite,95 event name,nom evenement,events name,94 event type,events type,\
         type evenement,event,evenement,ereignis,aktivitat,evento,actividad,gebeurtenis,zdarzenie,92 action,\
         90 interaction,84 contact type,type contact,80 task,tache,76 operation,72 page title,titre page,70 page,\
         page name,pagename,screen name,60 motif,contact reason,44 type",
    ),
    // `to stage` beside the present stage of a deal.
    (
        Role::Stage,
        "100 journey stage,etape parcours,to stage,98 stage,etape,etapa,fase,96 phase,stage name,90 funnel step,\
         84 step",
    ),
    (
        Role::Channel,
        "100 canal,channel,kanal,canale,kanaal,96 channel label,channel name,canal contact,70 medium",
    ),
    // Those of strength 30 are hints.
    (
        Role::Persona,
        "100 persona,96 segment,segmento,kundentyp,94 profil,profile,88 customer type,type client,client type,\
         86 type voyageur,traveler type,type usager,visitor type,user type,typologie,70 user lifecycle,\
         customer lifecycle,cluster,60 cohort,cohorte,30 formule,offre,plan,classe,class,variant",
    ),
    (
        Role::Emotion,
        "100 emotion,98 nps,nps score,note nps,97 likelihood to recommend,csat,csat score,\
         96 how likely are you to recommend,recommanderiez vous,ces,satisfaction,note satisfaction,\
         satisfaction score,zufriedenheit,satisfaccion,stimmung,94 sentiment,sentiment score,ressenti,92 humeur,mood,\
         90 feeling,86 rating,note globale,bewertung,80 note,76 score",
    ),
    // `total` of orders too; at the beginning of another name it is of anything.
    (
        Role::Revenue,
        "100 revenue,revenu,chiffre d affaires,chiffre affaires,96 montant,montant eur,amount,umsatz,betrag,importe,\
         importo,90 conversion value,order value,order total,total price,86 cart value,80 sales,ventes,70 ca,46 total",
    ),
    (
        Role::Account,
        "100 account,account id,compte,98 account name,96 company,societe,entreprise,firma,empresa,90 organisation,\
         organization",
    ),
    (
        Role::Actor,
        "100 org resource,96 resource,employee,employe,agent,conseiller,advisor,actor,acteur,bearbeiter,80 owner",
    ),
    (
        Role::Verbatim,
        "100 verbatim,96 comment,comments,commentaire,commentaires,kommentar,comentario,94 review text,92 feedback,\
         90 avis,88 remarque,80 message",
    ),
];

/// Bytes beyond which a name is a question rather than a name.
const QUESTION: usize = 24;

type Name = (&'static str, Role, u8);

/// [`NAMES`] one by one.
fn names() -> &'static [Name] {
    static LISTED: OnceLock<Vec<Name>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let mut names = Vec::new();
        for (role, text) in NAMES {
            listed(text, &mut |name, strength| {
                names.push((name, role, strength))
            });
        }
        names
    })
}

/// Words that make a time column something else than when the event happened.
const NOT_THE_EVENT: &str = "submit close recorded deadline planned prevue prevu birth naissance updated modified modification last due echeance expiry expiration signup inscription previous first end fin";

/// How strongly a folded name speaks for a role. Several roles may answer.
pub fn roles_of(folded: &str) -> Vec<(Role, u8)> {
    let mut found: Vec<(Role, u8)> = Vec::new();
    for (name, role, strength) in names() {
        // A question of a survey holds its words anywhere.
        let asked = || {
            let long = folded.len() > QUESTION && *role == Role::Emotion;
            long && name.contains(' ') && folded.contains(name)
        };
        let found_at = matched(folded, name, *strength);
        let Some(strength) = found_at.or_else(|| asked().then_some(*strength / 2)) else {
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
    let of_role = names().iter().filter(|(_, known, _)| *known == role);
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
    folded.split(' ').any(|word| among(NOT_THE_EVENT, word))
}

/// Does the name speak of time at all? Numbers are read as times only then.
pub fn speaks_of_time(folded: &str) -> bool {
    const WORDS: &str = "when time timestamp date datetime ts epoch heure horodatage at jour day created unix zeit datum fecha hora";
    folded.split(' ').any(|word| among(WORDS, word))
}
