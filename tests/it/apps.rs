//! Apps: what the form and `--app` take from them, and what is started on this machine.

use std::fs;

use naptop::domain::App;
use serde_json::Value;

use crate::support::flow::Flow;
use crate::support::services::simulator;
use crate::support::simulate::{Simulate, error, json};

const DEVICE: &str = "kiosk-tokyo-01";

/// A configuration file in the simulator's home.
fn configured(simulate: &Simulate, text: &str) -> String {
    let path = simulate.home.path().join("config.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const WEB: &str =
    "[[app]]\nname = \"web\"\nport = 8080\ntls = true\napplication = \"RemoteDesktopBat\"\ncontext = \"https://{endpoint}/x\"\n";

#[test]
fn an_app_decides_port_tls_application_and_context() {
    let simulate = Simulate::start(&[]);
    let config = configured(&simulate, WEB);
    let open = |app: &str| json(&simulate.naptop(&["--config", &config, "open", DEVICE, "--app", app, "--json"]));
    let opened = open("web");
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    assert_eq!(
        (&opened["mapping"]["device_port"], &opened["mapping"]["tls"]),
        (&8080.into(), &true.into())
    );
    assert_eq!(opened["link"]["session_context"], format!("https://{endpoint}/x"));
    let again = json(&simulate.naptop(&["--config", &config, "url", endpoint, "--json"]));
    assert_eq!(
        again["link"]["session_context"],
        format!("https://{endpoint}/x"),
        "a fresh URL leads the same way"
    );
    let longer = json(&simulate.naptop(&["--config", &config, "extend", endpoint, "--for", "1h", "--json"]));
    let context = longer["link"]["session_context"].as_str().unwrap();
    assert!(context.starts_with("https://") && context.ends_with("/x"), "{context}");

    let ssh = open("ssh");
    assert_eq!((&ssh["mapping"]["device_port"], &ssh["link"]), (&22.into(), &Value::Null));
    let endpoint = ssh["mapping"]["endpoint"].as_str().unwrap();
    let (status, failure) = error(&simulate.naptop(&["--config", &config, "url", endpoint, "--json"]));
    assert_eq!(status, 2, "{failure}");
    assert!(
        failure["message"].as_str().unwrap().contains("nothing to start for ssh"),
        "{failure}"
    );
}

#[test]
fn an_unknown_app_lists_those_known() {
    let simulate = Simulate::start(&[]);
    let config = configured(&simulate, WEB);
    let (status, failure) = error(&simulate.naptop(&["--config", &config, "open", DEVICE, "--app", "gopher", "--json"]));
    assert_eq!((status, failure["kind"].as_str()), (2, Some("invalid")));
    assert_eq!(failure["advice"], "write one of: rdp, ssh, vnc, http, web");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_chooses_an_app_and_all_that_is_the_apps_follows() {
    let simulator = simulator(48).await;
    let web = App {
        tls: true,
        application: Some("RemoteDesktopBat".parse().unwrap()),
        context: "{host}::{port}".parse().unwrap(),
        ..App::at("web", 8080)
    };
    let flow = Flow::start_with(&simulator, |model| model.settings.apps.put(web));
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>o<Tab><Space>"));
    let screen = flow.until("nothing to start for ssh").await;
    assert!(screen.contains("‹ ssh ›") && screen.contains("Port      22"), "{screen}");
    flow.keys("<Space><Space><Space>");
    flow.until("Napter terminates TLS").await;
    flow.keys("<Enter>");
    flow.until("link ready").await;
    flow.keys("q");
    let model = flow.ended().await;
    let made = model.accesses.ours().next().unwrap();
    assert!(made.tls && made.device_port == 8080, "{made:?}");
    let context = &model.accesses.link(&made.endpoint).unwrap().context;
    assert_eq!(
        context.as_str(),
        format!("{}::{}", made.endpoint.host(), made.endpoint.port())
    );
}
