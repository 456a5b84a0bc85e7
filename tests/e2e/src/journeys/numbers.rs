//! The numbers of real logs, through the page, against answers that others computed.
use std::fs;

use parcours_e2e::{Failure, Kit, Outcome, Setup, ensure, expected};
use serde_json::json;

use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[journey!(CHROMIUM, summaries_equal_the_expected_answers)];

/// Hands the bytes over as a dropped file would come.
const LOAD: &str = "
    const [name, base64, options] = arguments;
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    await window.parcours.load(new File([bytes], name), options);";

async fn summaries_equal_the_expected_answers(kit: &Kit) -> Outcome {
    let folder = expected::folder()
        .ok_or_else(|| Failure::Skipped("no folder of expected answers".to_owned()))?;
    let (readings, left_out) = expected::readings(&folder).map_err(Failure::Failed)?;
    let page = kit.open("", Setup::default()).await?;
    page.until(&["empty"]).await?;
    let mut differences = Vec::new();
    for reading in &readings {
        let name = reading
            .file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let loaded = page
            .script_async(
                LOAD,
                vec![
                    json!(name),
                    json!(base64(&fs::read(&reading.file)?)),
                    reading.options.clone(),
                ],
            )
            .await;
        match loaded {
            Ok(_) => differences.extend(
                reading.differences(
                    &page
                        .call("summary", std::slice::from_ref(&reading.filter))
                        .await?,
                ),
            ),
            Err(error) => differences.push(format!("{}: {error}", reading.name)),
        }
    }
    println!(
        "summaries compared: {}; left out: {}",
        readings.len(),
        left_out.len()
    );
    for name in &left_out {
        println!("    left out: {name}");
    }
    ensure!(!readings.is_empty(), "nothing was compared");
    ensure!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(())
}

/// Bytes as text that survives a JSON message.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let group = three
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit) & 63) as usize;
            text.push(if digit <= three.len() {
                char::from(DIGITS[index])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_is_padded() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| super::base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
