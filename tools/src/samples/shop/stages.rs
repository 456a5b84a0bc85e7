//! What a visit of each stage is made of: its steps in order, the touchpoints that each step may go through.

use super::super::words::Both;

pub const PERSONAS: [Both; 3] = [
    ("Hurried buyers", "Acheteurs pressés"),
    ("Careful comparers", "Acheteurs réfléchis"),
    ("Loyal regulars", "Clients fidèles"),
];
pub const HURRIED: usize = 0;
pub const LOYAL: usize = 2;

pub const STAGES: [Both; 6] = [
    ("Discovery", "Découverte"),
    ("Evaluation", "Évaluation"),
    ("Purchase", "Achat"),
    ("Delivery", "Livraison"),
    ("Use", "Utilisation"),
    ("Loyalty", "Fidélité"),
];
pub const DISCOVERY: usize = 0;
pub const EVALUATION: usize = 1;
pub const PURCHASE: usize = 2;
pub const LOYALTY: usize = 5;

const WEB: Both = ("Web", "Web");
const STORE: Both = ("Store", "Magasin");
const EMAIL: Both = ("E-mail", "E-mail");
const PHONE: Both = ("Phone", "Téléphone");
const CHAT: Both = ("Chat", "Chat");

/// A touchpoint: how it compares with the other ways of its step for each persona, what it does to satisfaction.
pub struct Contact {
    pub name: Both,
    pub channel: Both,
    pub weight: [f64; 3],
    pub lift: f64,
    /// What people say of it: −1 the unhappy ones, 1 the happy ones.
    pub said: &'static [(i8, Both)],
}

/// A moment of a visit.
pub struct Step {
    /// Share of the visits that have it, by persona.
    pub often: [f64; 3],
    /// Median time since the step before, days.
    pub after: f64,
    pub ways: &'static [Contact],
    /// Money changes hands, in the way that the visit began: who orders in the store pays in the store.
    pub pays: bool,
}

const fn step(often: [f64; 3], after: f64, ways: &'static [Contact]) -> Step {
    Step {
        often,
        after,
        ways,
        pays: false,
    }
}

const fn contact(
    name: Both,
    channel: Both,
    weight: [f64; 3],
    lift: f64,
    said: &'static [(i8, Both)],
) -> Contact {
    Contact {
        name,
        channel,
        weight,
        lift,
        said,
    }
}

pub const VISITS: [&[Step]; 6] = [FOUND, WEIGHED, BOUGHT, DELIVERED, USED, KEPT];

const FOUND: &[Step] = &[
    step(
        [0.75, 0.65, 0.80],
        0.0,
        &[
            contact(
                ("Video advert", "Publicité vidéo"),
                WEB,
                [5.0, 2.0, 1.0],
                -0.1,
                &[
                    (
                        1,
                        (
                            "Nice video, I wanted to see more.",
                            "Jolie vidéo, j’ai voulu en voir plus.",
                        ),
                    ),
                    (
                        -1,
                        (
                            "Too many adverts before the first sofa.",
                            "Trop de publicités avant le premier canapé.",
                        ),
                    ),
                ],
            ),
            contact(("Catalogue", "Catalogue"), EMAIL, [1.0, 3.0, 4.0], 0.2, &[]),
            contact(("Shop window", "Vitrine"), STORE, [1.0, 2.0, 3.0], 0.3, &[]),
        ],
    ),
    step(
        [0.80, 0.90, 0.60],
        0.6,
        &[contact(
            ("Search engine", "Moteur de recherche"),
            WEB,
            [1.0, 1.0, 1.0],
            0.0,
            &[],
        )],
    ),
    step(
        [0.35, 0.40, 0.40],
        0.9,
        &[contact(
            ("Sofa range", "Gamme de canapés"),
            WEB,
            [1.0, 1.0, 1.0],
            0.1,
            &[(
                1,
                (
                    "I found the colour in a minute.",
                    "J’ai trouvé la couleur en une minute.",
                ),
            )],
        )],
    ),
];

const WEIGHED: &[Step] = &[
    step(
        [0.95, 0.95, 0.85],
        0.0,
        &[contact(
            ("Product page", "Fiche produit"),
            WEB,
            [1.0, 1.0, 1.0],
            0.2,
            &[(
                -1,
                (
                    "I still cannot compare two sizes side by side.",
                    "Je ne peux toujours pas comparer deux tailles côte à côte.",
                ),
            )],
        )],
    ),
    step(
        [0.20, 0.60, 0.15],
        1.6,
        &[contact(
            ("Comparison site", "Comparateur"),
            WEB,
            [1.0, 1.0, 1.0],
            -0.1,
            &[],
        )],
    ),
    step(
        [0.10, 0.30, 0.65],
        1.6,
        &[contact(
            ("Store visit", "Visite en magasin"),
            STORE,
            [1.0, 1.0, 1.0],
            0.9,
            &[(
                1,
                (
                    "The adviser in the store knew every fabric.",
                    "Le conseiller en magasin connaissait tous les tissus.",
                ),
            )],
        )],
    ),
    step(
        [0.25, 0.20, 0.10],
        0.8,
        &[contact(
            ("Chat with adviser", "Conseiller en ligne"),
            CHAT,
            [1.0, 1.0, 1.0],
            -0.5,
            &[(
                -1,
                (
                    "Six minutes for one answer in the chat.",
                    "Six minutes pour une réponse dans le chat.",
                ),
            )],
        )],
    ),
    step(
        [0.75, 0.35, 0.15],
        1.6,
        &[contact(
            ("Delivery cost revealed", "Frais de livraison"),
            WEB,
            [1.0, 1.0, 1.0],
            -0.8,
            &[(
                -1,
                (
                    "79 € for delivery? Now you tell me.",
                    "79 € de livraison ? Vous me le dites maintenant.",
                ),
            )],
        )],
    ),
];

const BOUGHT: &[Step] = &[
    step(
        [1.0, 1.0, 1.0],
        0.0,
        &[
            contact(
                ("Basket", "Panier"),
                WEB,
                [6.0, 4.0, 2.0],
                0.0,
                &[(
                    -1,
                    (
                        "The promo code vanished at the last step.",
                        "Le code promo a disparu à la dernière étape.",
                    ),
                )],
            ),
            contact(
                ("Order in store", "Commande en magasin"),
                STORE,
                [1.0, 2.0, 5.0],
                0.3,
                &[],
            ),
        ],
    ),
    Step {
        pays: true,
        ..step(
            [0.97, 0.97, 0.97],
            0.0125,
            &[
                contact(
                    ("Checkout", "Paiement en ligne"),
                    WEB,
                    [6.0, 4.0, 2.0],
                    -0.1,
                    &[(1, ("Very simple.", "Très simple."))],
                ),
                contact(
                    ("Store till", "Caisse"),
                    STORE,
                    [1.0, 2.0, 5.0],
                    0.3,
                    &[(1, ("Very simple.", "Très simple."))],
                ),
            ],
        )
    },
];

const DELIVERED: &[Step] = &[
    step(
        [0.50, 0.50, 0.50],
        0.0,
        &[contact(
            ("Delivery slot", "Choix du créneau"),
            EMAIL,
            [1.0, 1.0, 1.0],
            0.1,
            &[],
        )],
    ),
    step(
        [0.45, 0.45, 0.45],
        2.6,
        &[contact(
            ("Parcel dispatched", "Colis expédié"),
            EMAIL,
            [1.0, 1.0, 1.0],
            0.2,
            &[],
        )],
    ),
    step(
        [0.95, 0.95, 0.95],
        3.8,
        &[
            contact(
                ("Delivery to the door", "Livraison à domicile"),
                PHONE,
                [4.0, 4.0, 4.0],
                0.3,
                &[(
                    1,
                    (
                        "On time, careful, and they took the boxes.",
                        "À l’heure, soigneux, et ils ont repris les cartons.",
                    ),
                )],
            ),
            contact(
                ("Late delivery", "Livraison en retard"),
                PHONE,
                [2.0, 1.2, 1.0],
                -1.2,
                &[(
                    -1,
                    (
                        "I took a day off for nothing.",
                        "J’ai posé une journée pour rien.",
                    ),
                )],
            ),
        ],
    ),
];

const USED: &[Step] = &[
    step(
        [0.60, 0.60, 0.60],
        0.0,
        &[contact(
            ("Assembly guide", "Notice de montage"),
            WEB,
            [1.0, 1.0, 1.0],
            -0.3,
            &[(
                -1,
                (
                    "Step 7 of the guide is wrong.",
                    "L’étape 7 de la notice est fausse.",
                ),
            )],
        )],
    ),
    step(
        [0.50, 0.50, 0.60],
        3.0,
        &[contact(
            ("Set-up call", "Appel d’installation"),
            PHONE,
            [1.0, 1.0, 1.0],
            0.7,
            &[(
                1,
                (
                    "The set-up call saved my evening.",
                    "L’appel d’installation a sauvé ma soirée.",
                ),
            )],
        )],
    ),
    step(
        [0.80, 0.80, 0.80],
        40.0,
        &[
            contact(
                ("Care advice", "Conseils d’entretien"),
                EMAIL,
                [3.0, 3.0, 3.0],
                0.2,
                &[],
            ),
            contact(
                ("After-sales service", "Service après-vente"),
                PHONE,
                [1.0, 1.0, 1.0],
                -0.4,
                &[],
            ),
        ],
    ),
];

const KEPT: &[Step] = &[
    step(
        [0.75, 0.75, 0.65],
        0.0,
        &[contact(
            ("Review left", "Avis laissé"),
            WEB,
            [1.0, 1.0, 1.0],
            0.1,
            &[(
                1,
                (
                    "I send all my friends to you.",
                    "Je vous envoie tous mes amis.",
                ),
            )],
        )],
    ),
    step(
        [0.50, 0.50, 0.50],
        18.0,
        &[contact(
            ("Newsletter", "Lettre d’information"),
            EMAIL,
            [1.0, 1.0, 1.0],
            0.1,
            &[],
        )],
    ),
    step(
        [0.85, 0.85, 0.90],
        40.0,
        &[
            contact(
                ("Loyalty card", "Carte de fidélité"),
                STORE,
                [1.0, 2.0, 4.0],
                0.2,
                &[(
                    -1,
                    (
                        "The card gives nothing I need.",
                        "La carte n’offre rien d’utile.",
                    ),
                )],
            ),
            contact(
                ("Private sale", "Vente privée"),
                EMAIL,
                [1.0, 1.0, 3.0],
                0.3,
                &[],
            ),
        ],
    ),
];
