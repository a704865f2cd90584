//! Apps: what the form and `--app` take from them, and what is started on this machine.

mod launched;

use std::fs;
use std::io::Read;
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use naptop::domain::App;
use naptop::domain::launch::Launch;
use naptop::simulator::{self, Options, Simulator};
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

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_is_started_through_access_for_this_machine_and_revoked_when_it_ends() {
    let simulator = simulator(48).await;
    let before = simulator.state().mappings.len();
    let flow = Flow::start(&simulator);
    flow.desktop.goes_on.store(true, Ordering::SeqCst);
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>l"));
    let screen = flow.until("Start for kiosk-tokyo-01").await;
    assert!(screen.contains("vncviewer {host}::{port}"), "{screen}");
    flow.keys("v");
    flow.until("starting program").await;
    let state = simulator.state();
    let made = state.mappings.iter().max_by_key(|mapping| mapping.created_ms).unwrap();
    assert_eq!(made.device_port, 5900);
    assert_eq!(
        made.sources,
        ["198.51.100.77/32"],
        "the caller's own address, as SORACOM saw it"
    );
    let launched = started(&flow, 1).await;
    let [Launch::Program(program)] = launched.as_slice() else {
        panic!("{launched:?}")
    };
    assert_eq!(program.arguments, [format!("{}::{}", made.ip, made.port)]);
    let answered = greeting(&made.ip, made.port);
    assert!(answered.starts_with("RFB 003"), "the device answers there: {answered}");
    // the dashboard goes on meanwhile, and the same is not started twice
    flow.keys("lv");
    flow.until("runs still").await;
    assert_eq!(simulator.state().mappings.len(), before + 1);
    flow.desktop.may_end.notify_one();
    flow.until("revoked kiosk-tokyo-01").await;
    assert_eq!(simulator.state().mappings.len(), before);
    flow.keys("q");
    flow.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_goes_on_while_a_program_has_the_terminal() {
    let options = Options {
        devices: 48,
        latency: Duration::from_millis(300),
        ..Options::default()
    };
    let simulator = simulator::start(options).await.unwrap();
    let flow = Flow::start(&simulator);
    flow.desktop.goes_on.store(true, Ordering::SeqCst);
    flow.until("Devices 48").await;
    flow.keys("/kiosk online:online<Enter>*");
    flow.until(" marked ").await;
    flow.keys("Oy");
    flow.until("opening 0 of ").await;
    flow.keys("ls");
    started(&flow, 1).await;
    let created = || simulator.state().counts.get("create").copied().unwrap_or(0);
    let patience = Instant::now() + Duration::from_secs(20);
    while created() < 6 {
        assert!(Instant::now() < patience, "the rest waits for the terminal: {}", created());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let ssh = |simulator: &Simulator| {
        simulator
            .state()
            .mappings
            .iter()
            .any(|mapping| mapping.device_port == 22 && mapping.sources == ["198.51.100.77/32"])
    };
    assert!(ssh(&simulator), "the program runs still");
    flow.desktop.may_end.notify_one();
    let screen = flow.until("opened access to ").await;
    assert!(screen.contains(" devices"), "{screen}");
    flow.keys("q");
    flow.ended().await;
    assert!(!ssh(&simulator));
}

/// Waits until that many were started.
async fn started(flow: &Flow, count: usize) -> Vec<Launch> {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let launched = flow.desktop.launched.lock().unwrap().clone();
        if launched.len() >= count {
            return launched;
        }
        assert!(Instant::now() < patience, "{}", flow.text());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What a server says first.
fn greeting(ip: &str, port: u16) -> String {
    let mut stream = TcpStream::connect((ip, port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut said = [0; 8];
    stream.read_exact(&mut said).unwrap();
    String::from_utf8(said.to_vec()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn access_that_lets_this_machine_in_is_used_and_left_as_it_was() {
    let simulator = simulator(48).await;
    let flow = Flow::start_with(&simulator, |model| {
        let mut ssh = model.settings.apps.named("ssh").unwrap().clone();
        ssh.revoke_after = false;
        model.settings.apps.put(ssh);
    });
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>ls"));
    flow.until("stays open, x revokes it").await;
    let open = simulator.state();
    assert!(open.mappings.iter().any(|mapping| mapping.device_port == 22));
    // once more, on its row: it is for this machine
    flow.keys("<Esc>2/kiosk-tokyo-01<Enter>gl");
    let launched = started(&flow, 2).await;
    assert_eq!(launched[0], launched[1]);
    assert_eq!(simulator.state().counts.get("create"), Some(&1));
    assert_eq!(simulator.state().mappings.len(), open.mappings.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_here_is_said_before_anything_is_opened() {
    let simulator = simulator(48).await;
    let flow = Flow::start(&simulator);
    flow.desktop.bare.store(true, Ordering::SeqCst);
    flow.until("Devices 48").await;
    flow.keys(&format!("/{DEVICE}<Enter>lv"));
    flow.until("nothing was opened: no viewer is found here").await;
    assert_eq!(simulator.state().counts.get("create"), None);
}

#[test]
fn a_rdp_file_leads_to_the_mapping_and_is_its_owners_alone() {
    let simulate = Simulate::start(&[]);
    let file = simulate.home.path().join("kiosk.rdp");
    let path = file.to_str().unwrap();
    fs::write(&file, "old").unwrap();
    let opened = json(&simulate.naptop(&["open", DEVICE, "--rdp", path, "--json"]));
    let endpoint = opened["mapping"]["endpoint"].as_str().unwrap();
    let leads_there = || {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with(&format!("full address:s:{endpoint}\r\n")), "{text}");
        assert!(
            text.contains("prompt for credentials:i:1\r\n") && !text.contains("password 51"),
            "{text}"
        );
    };
    leads_there();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::remove_file(&file).unwrap();
    json(&simulate.naptop(&["url", endpoint, "--rdp", path, "--json"]));
    leads_there();

    let nowhere = simulate.home.path().join("no/such/folder.rdp");
    let output = simulate.naptop(&["open", DEVICE, "--port", "3390", "--rdp", nowhere.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    let failure: Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
    let opened: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(failure["error"]["left_open"][0], opened["mapping"]["endpoint"], "{failure}");
}
