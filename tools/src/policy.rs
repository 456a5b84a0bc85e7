//! The content security policy that the page is written for, in one place: the build puts it into the page, the server sends it.

/// The policy, `connect` being what the page may fetch from (`'self'`, and whatever else a deployer lists).
///
/// A page can only set it for itself by a `<meta>`; a server should send it too, with `frame-ancestors`, which `<meta>` cannot hold.
pub fn content_security_policy(connect: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src {connect}; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )
}

/// Where the page may fetch from: its own origin, and the origins in `PARCOURS_CONNECT_SRC`, separated by blanks.
pub fn connect_sources() -> String {
    match std::env::var("PARCOURS_CONNECT_SRC") {
        Ok(more) if !more.trim().is_empty() => format!("'self' {}", more.trim()),
        _ => "'self'".to_owned(),
    }
}
