//! What the whole file says against the plan that its head suggested.
//!
//! Must not know: rows, sinks, how the file is read again.

use super::binder::Witness;
use super::plan::Plan;
use super::scale::scales_of_range;
use super::time::TimeForm;
use super::words;
use crate::model::emotion::EmotionScale;
use crate::model::load::{Question, Role};
use crate::model::time::TimeKind;

impl Plan {
    /// Compares the plan with the whole file; `true`: it is another plan now.
    pub(super) fn amend(&mut self, witness: &Witness) -> bool {
        let order = self.amend_time(witness);
        let numbers = self.amend_numbers(witness);
        // One thing at a time: a scale judged on misread numbers would be wrong.
        order || numbers || self.amend_scale(witness)
    }

    fn amend_time(&mut self, witness: &Witness) -> bool {
        let Some(time) = &mut self.time else {
            return false;
        };
        let mut amended = false;
        if time.kind == TimeKind::Plain && witness.offset_seen {
            time.kind = TimeKind::Instant;
            amended = true;
        }
        if let (TimeForm::Calendar(order), false) = (time.form, time.order_firm) {
            let decided = witness.order.decided();
            if let Some(better) = decided.filter(|better| *better != order) {
                time.form = TimeForm::Calendar(better);
                time.order_firm = true;
                amended = true;
            }
            if decided.is_some() {
                self.questions
                    .retain(|q| !matches!(q, Question::DateOrder { .. }));
            }
        }
        amended
    }

    fn amend_numbers(&mut self, witness: &Witness) -> bool {
        let mut amended = false;
        let emotion = self.emotion.as_mut().map(|emotion| &mut emotion.number);
        let columns = [
            (emotion, &witness.emotion_sign),
            (Some(&mut self.revenue), &witness.revenue_sign),
        ];
        for (plan, votes) in columns {
            if let Some(plan) = plan.filter(|plan| votes.contradicts(plan)) {
                plan.comma = !plan.comma;
                plan.firm = true;
                amended = true;
            }
        }
        amended
    }

    /// A few answers outside the scale are errors; more than one in fifty are another scale.
    fn amend_scale(&mut self, witness: &Witness) -> bool {
        let Some(emotion) = &mut self.emotion else {
            return false;
        };
        let wrong = witness.emotions_outside * 50 > witness.emotions_read;
        let written = matches!(emotion.scale, EmotionScale::Words | EmotionScale::Emoji);
        let (Some(range), false, true, false) =
            (witness.emotion_range, emotion.firm, wrong, written)
        else {
            return false;
        };
        let name = self
            .roles
            .of(Role::Emotion)
            .first()
            .and_then(|c| self.names.get(*c));
        let folded = words::fold(name.map_or("", String::as_str));
        let better = scales_of_range(&folded, range, witness.emotion_whole)
            .candidates
            .first()
            .copied();
        emotion.firm = true;
        let Some(better) = better.filter(|better| *better != emotion.scale) else {
            return false;
        };
        emotion.scale = better;
        true
    }
}
