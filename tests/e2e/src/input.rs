//! What a person does to the page: mouse, keys, files, clipboard.
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::{Browser, Failure, Outcome, Page, page::selector};

impl Page {
    /// Clicks in the middle of an element; see [`Page::element`] for `@name`.
    pub async fn click(&self, css: &str) -> Outcome {
        self.element(css)
            .await?
            .click()
            .await
            .map_err(|error| Failure::new(format!("click on {css}: {}", Failure::from(error))))
    }

    pub async fn double_click(&self, css: &str) -> Outcome {
        let element = self.element(css).await?;
        Ok(self
            .driver()
            .action_chain()
            .double_click_element(&element)
            .perform()
            .await?)
    }

    /// Clicks with a modifier held.
    pub async fn click_with(&self, modifier: Key, css: &str) -> Outcome {
        let element = self.element(css).await?;
        Ok(self
            .driver()
            .action_chain()
            .key_down(modifier.clone())
            .click_element(&element)
            .key_up(modifier)
            .perform()
            .await?)
    }

    /// The window's position that lies at the fractions `x` and `y` of an element's width and height.
    async fn position(&self, css: &str, (x, y): (f64, f64)) -> Outcome<(i64, i64)> {
        let script = format!(
            "const e = document.querySelector({}); e.scrollIntoView({{ block: 'nearest' }}); const r = e.getBoundingClientRect(); return [r.x + r.width * {x}, r.y + r.height * {y}]",
            json!(selector(css))
        );
        let (left, top): (f64, f64) = serde_json::from_value(self.script(&script).await?)?;
        Ok((left.round() as i64, top.round() as i64))
    }

    /// Moves the pointer to a point of an element, as fractions of its width and height.
    pub async fn hover(&self, css: &str, at: (f64, f64)) -> Outcome {
        let (x, y) = self.position(css, at).await?;
        Ok(self.driver().action_chain().move_to(x, y).perform().await?)
    }

    /// Clicks on a point of an element, such as a mark on a canvas.
    pub async fn click_at(&self, css: &str, at: (f64, f64)) -> Outcome {
        let (x, y) = self.position(css, at).await?;
        Ok(self
            .driver()
            .action_chain()
            .move_to(x, y)
            .click()
            .perform()
            .await?)
    }

    /// Drags from one point of an element to another, in steps as a hand does.
    pub async fn drag(&self, css: &str, from: (f64, f64), to: (f64, f64)) -> Outcome {
        const STEPS: i64 = 8;
        const STEP: Duration = Duration::from_millis(10);
        let ((x, y), (end_x, end_y)) = (
            self.position(css, from).await?,
            self.position(css, to).await?,
        );
        let mut chain = self
            .driver()
            .action_chain_with_delay(None, Some(STEP))
            .move_to(x, y)
            .click_and_hold();
        for step in 1..=STEPS {
            chain = chain.move_to(
                x + (end_x - x) * step / STEPS,
                y + (end_y - y) * step / STEPS,
            );
        }
        Ok(chain.release().perform().await?)
    }

    /// Presses and releases one key, `held` being held meanwhile.
    pub async fn press(&self, held: &[Key], key: impl Into<char>) -> Outcome {
        let key: char = key.into();
        let mut chain = self.driver().action_chain();
        for modifier in held {
            chain = chain.key_down(modifier.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for modifier in held.iter().rev() {
            chain = chain.key_up(modifier.clone());
        }
        Ok(chain.perform().await?)
    }

    /// Presses Tab until an element that `css` finds has the focus, as someone without a mouse would.
    pub async fn tab_to(&self, css: &str) -> Outcome {
        const MOST: usize = 200;
        let reached = format!(
            "return document.activeElement?.matches({}) === true",
            json!(selector(css))
        );
        for _ in 0..MOST {
            self.press(&[], Key::Tab).await?;
            if self.script(&reached).await? == json!(true) {
                return Ok(());
            }
        }
        Err(Failure::new(format!("{css} cannot be reached by Tab")))
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Outcome {
        Ok(self
            .driver()
            .action_chain()
            .send_keys(text)
            .perform()
            .await?)
    }

    /// Chooses files in an `<input type="file">`, as its dialog would.
    pub async fn choose_files(&self, css: &str, paths: &[String]) -> Outcome {
        Ok(self.element(css).await?.send_keys(paths.join("\n")).await?)
    }

    /// Drops files or folders of the disk onto the middle of an element. Chromium only.
    pub async fn drop_files(&self, css: &str, paths: &[String]) -> Outcome {
        let (x, y) = self.position(css, (0.5, 0.5)).await?;
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.cdp(
                "Input.dispatchDragEvent",
                json!({ "type": kind, "x": x, "y": y, "data": data }),
            )
            .await?;
        }
        Ok(())
    }

    /// Drops a file made of `text`, in any browser: the events are made by a script.
    pub async fn drop_text_file(&self, css: &str, name: &str, text: &str) -> Outcome {
        let script = "
            const [css, name, text] = arguments;
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            for (const type of ['dragenter', 'dragover', 'drop']) document.querySelector(css).dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));";
        self.driver()
            .execute(script, vec![json!(selector(css)), json!(name), json!(text)])
            .await?;
        Ok(())
    }

    /// Puts `text` on the clipboard and pastes it where the focus is.
    pub async fn paste(&self, text: &str) -> Outcome {
        if self.browser == Browser::Chromium {
            self.cdp(
                "Browser.grantPermissions",
                json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
            )
            .await?;
            self.script_async(
                "await navigator.clipboard.writeText(arguments[0]);",
                vec![json!(text)],
            )
            .await?;
            let key = |kind: &str| json!({ "type": kind, "modifiers": 2, "key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "commands": ["Paste"] });
            self.cdp("Input.dispatchKeyEvent", key("rawKeyDown"))
                .await?;
            return self
                .cdp("Input.dispatchKeyEvent", key("keyUp"))
                .await
                .map(drop);
        }
        let script = "
            const clipboardData = new DataTransfer(); // Firefox reads dataType and data instead
            clipboardData.setData('text/plain', arguments[0]);
            (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent('paste', { clipboardData, dataType: 'text/plain', data: arguments[0], bubbles: true, cancelable: true }));";
        self.driver().execute(script, vec![json!(text)]).await?;
        Ok(())
    }
}
