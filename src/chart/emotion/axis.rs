//! The fixed axis from −2 to +2: hairlines, faces, signed numbers.

use crate::chart::scene::TextStyle;
use crate::chart::shape;
use crate::model::emotion::EmotionClass;

use super::Plot;

pub(super) fn draw(plot: &mut Plot) {
    let theme = plot.kit.theme;
    let (from, to) = (plot.slots.first_edge(), plot.slots.last_edge());
    for (class, value) in EmotionClass::ALL
        .into_iter()
        .zip([-2.0, -1.0, 0.0, 1.0, 2.0])
    {
        let y = plot.y(value).floor();
        let color = if value == 0.0 { theme.ctl } else { theme.line };
        plot.scene.level(y, from, to, color);
        let number = match value {
            v if v < 0.0 => format!("−{}", -v),
            v if v > 0.0 => format!("+{v}"),
            _ => "0".to_owned(),
        };
        let style = TextStyle::new(theme.ink).end();
        plot.scene.text(from - 8.0, y + 4.5, number, style);
        if from >= 40.0 {
            shape::face(&mut plot.scene, (from - 38.0, y + 0.5), class, 16.0, theme);
        }
    }
}
