//! What an `[[app]]` of the file makes of the apps.

use super::*;

#[test]
fn an_app_changes_the_shipped_one_of_its_name_key_by_key() {
    let text = r#"
access.app = "web"
[[app]]
name = "ssh"
command = ["ssh", "-p", "{port}", "a b@{host}"]
revoke_after = false
[[app]]
name = "web"
port = 8080
tls = true
application = "Browser"
context = "https://{endpoint}/"
command = "http://{endpoint}/admin"
"#;
    let config = Home::new(text).load([("NAPTOP_APPLICATION", "Bat")]).unwrap();
    let app = |name: &str| config.access.apps.named(name).unwrap().clone();
    let ssh = app("ssh");
    assert_eq!((ssh.port, ssh.revoke_after, ssh.ways.len()), (22, false, 1));
    assert!(ssh.ways[0].in_terminal(), "what ssh needs, it still needs");
    assert_eq!(ssh.ways[0].to_string(), "ssh -p {port} 'a b@{host}'");
    assert_eq!(app("rdp").application.unwrap().as_str(), "Bat");
    assert_eq!(config.access.app, app("web"));
    assert!(app("web").tls && app("web").revoke_after);
    let shown = |key: &str| {
        let setting = config.settings.iter().find(|setting| setting.key == key).unwrap();
        format!("{} ({})", setting.value.as_deref().unwrap_or("-"), setting.origin)
    };
    assert_eq!(shown("app.ssh.command"), "ssh -p {port} 'a b@{host}' (config.toml:5)");
    assert_eq!(shown("app.ssh.port"), "22 (default)");
    assert!(config.settings.iter().all(|setting| setting.key != "app.ssh.application"));
    assert_eq!(shown("app.web.context"), "https://{endpoint}/ (config.toml:12)");
    assert_eq!(shown("access.app"), "web (config.toml:2)");
}
