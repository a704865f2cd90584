//! The acts on access, by the production clients against the simulator, under faults.

use std::collections::HashSet;
use std::ops::ControlFlow;

use naptop::cli::connect::Services;
use naptop::domain::access::{LinkFailure, Listed};
use naptop::domain::roster::Page;
use naptop::domain::{Failure, Kind, MappingRequest, SimId, Span};
use naptop::gateway::Listing;
use rstest::rstest;
use tokio_util::sync::CancellationToken;

use crate::support::services::{close, fault, first_device, opened, request, start, target_of};
use crate::support::visit;

mod revoking;
mod sessions;

#[tokio::test]
async fn the_context_is_the_mapping_and_the_url_does_not_outlive_it() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    request.mapping.duration = naptop::domain::Span::seconds(120);
    let opened = opened(&services, &request).await;
    let link = opened.link.unwrap();
    assert_eq!(link.context.as_str(), format!("/v:{}", opened.mapping.endpoint));
    assert!(
        link.expires_at <= opened.mapping.expires_at.unwrap(),
        "{} {:?}",
        link.expires_at,
        opened.mapping.expires_at
    );
    assert_eq!(link.user_id, request.link.as_ref().unwrap().user_id(&request.device_key()));
    assert_eq!(opened.mapping.sources, ["203.0.113.10/32"]);
    drop(simulator);
}

#[tokio::test]
async fn a_link_that_fails_leaves_nothing_or_what_was_to_be_kept() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("url=404")]);
    let mut request = request(&services, &device);
    let failed = services.access.open(&request, &CancellationToken::new()).await.unwrap_err();
    assert_eq!(failed.failure.kind, Kind::Missing);
    assert!(
        failed.left_open.is_empty() && failed.failure.message.contains("deleted again"),
        "{failed}"
    );
    assert_eq!(simulator.state().mappings.len(), before);

    request.keep = true;
    let failed = services.access.open(&request, &CancellationToken::new()).await.unwrap_err();
    assert_eq!(failed.left_open.len(), 1);
    assert!(failed.failure.message.contains("was kept"), "{failed}");
    assert_eq!(simulator.state().mappings.len(), before + 1);
}

#[tokio::test]
async fn a_mapping_that_cannot_be_undone_is_named() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    simulator.set_faults(vec![fault("url=400"), fault("delete=403")]);
    let failed = services
        .access
        .open(&request(&services, &device), &CancellationToken::new())
        .await
        .unwrap_err();
    let [endpoint] = failed.left_open.as_slice() else {
        panic!("{failed:?}")
    };
    assert!(failed.failure.message.contains("IS STILL OPEN") && failed.failure.advice.contains(&endpoint.to_string()));
    assert!(
        simulator
            .state()
            .mappings
            .iter()
            .any(|mapping| format!("{}:{}", mapping.ip, mapping.port) == endpoint.to_string())
    );
}

/// Whatever happens to the create, it is made at most once, and what exists afterwards was reported.
#[rstest]
#[case::refused("create=400", false)]
#[case::forbidden("create=403", false)]
#[case::not_found("create=404", false)]
#[case::conflict("create=409", false)]
#[case::limited("create=429", false)]
#[case::broken("create=500", false)]
#[case::balancer("create=502", false)]
#[case::unavailable("create=503", false)]
#[case::reset_before("create=reset-before", false)]
#[case::reset_after("create=reset-after", true)]
#[case::reset_body("create=reset-body", true)]
#[case::garbage("create=garbage", false)]
#[case::truncated("create=truncated", true)]
#[case::empty("create=empty", true)]
#[case::html("create=html", false)]
#[case::nulls("create=nulls", true)]
#[case::wrong_types("create=wrong-types", true)]
#[case::extra("create=extra", true)]
#[case::token("create=expired-tokenx1", true)]
#[case::refused_after("create=refused-afterx1", true)]
#[tokio::test(flavor = "multi_thread")]
async fn a_create_happens_at_most_once(#[case] spec: &str, #[case] opens: bool) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault(spec)]);
    let opened = services
        .access
        .open(&request(&services, &device), &CancellationToken::new())
        .await;
    let made = simulator.state().mappings.len() - before;
    match opened {
        Ok(opened) => {
            assert!(opens, "{spec}: opened {}", opened.mapping.endpoint);
            assert_eq!(made, 1, "{spec}");
        }
        Err(failed) => {
            assert!(!opens, "{spec}: {failed}");
            assert_eq!(made, failed.left_open.len(), "{spec}: {failed}");
        }
    }
}

/// Whoever opened the other one, neither may be used, and deleted again when there is no URL.
#[rstest]
#[case(1800, 2, "several")]
#[case(7200, 1, "")]
#[tokio::test(flavor = "multi_thread")]
async fn a_create_whose_answer_was_lost_is_not_taken_for_another(
    #[case] others_s: u32,
    #[case] candidates: usize,
    #[case] said: &str,
) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    let before = simulator.state().mappings.len();
    let other = MappingRequest {
        duration: Span::seconds(others_s),
        ..request.mapping.clone()
    };
    let other = services.access.soracom.create_mapping(&other).await.unwrap();
    // what was listed does not have it yet
    request.listed = Some(Listed {
        mappings: Vec::new(),
        sessions: None,
        current: true,
    });
    simulator.set_faults(vec![fault("create=reset-after"), fault("url=400")]);
    let failed = services.access.open(&request, &CancellationToken::new()).await.unwrap_err();
    assert!(failed.to_string().contains(said), "{failed}");
    let open: Vec<String> = simulator
        .state()
        .mappings
        .iter()
        .map(|one| format!("{}:{}", one.ip, one.port))
        .collect();
    assert!(open.contains(&other.endpoint.to_string()), "{failed}");
    assert_eq!(open.len() - before, candidates, "{failed}");
    assert_eq!(failed.left_open.len(), if candidates == 2 { 2 } else { 0 }, "{failed}");
}

/// Whatever AppStream answers, the mapping is gone afterwards or was reported.
#[rstest]
#[case("url=400")]
#[case("url=401")]
#[case("url=403")]
#[case("url=404")]
#[case("url=429")]
#[case("url=500")]
#[case("url=502")]
#[case("url=503")]
#[case("url=reset-before")]
#[case("url=reset-after")]
#[case("url=reset-body")]
#[case("url=garbage")]
#[case("url=truncated")]
#[case("url=empty")]
#[case("url=html")]
#[case("url=nulls")]
#[case("url=wrong-types")]
#[tokio::test(flavor = "multi_thread")]
async fn a_url_that_fails_leaves_no_mapping(#[case] spec: &str) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault(spec)]);
    let failed = services
        .access
        .open(&request(&services, &device), &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(failed.left_open.is_empty(), "{spec}: {failed}");
    assert_eq!(simulator.state().mappings.len(), before, "{spec}");
    assert_eq!(
        simulator.state().counts.get("url"),
        Some(&1),
        "{spec}: a write is never repeated"
    );
}

/// Reads repeat themselves; once the fault has passed they succeed.
#[rstest]
#[case("list=500x1")]
#[case("list=502x1")]
#[case("list=503x2")]
#[case("list=reset-beforex1")]
#[case("list=reset-afterx1")]
#[case("list=reset-bodyx1")]
#[case("list=429x1")]
#[case("list=expired-tokenx1")]
#[case("list=truncatedx1")]
#[tokio::test(flavor = "multi_thread")]
async fn a_read_recovers_by_itself(#[case] spec: &str) {
    let (simulator, services) = start(8).await;
    let expected = simulator.state().mappings.len();
    simulator.set_faults(vec![fault(spec)]);
    let listed = services
        .access
        .soracom
        .mappings()
        .await
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"));
    assert_eq!(listed.len(), expected, "{spec}");
}

/// How many pages came, which SIMs were in them, and how the listing ended.
async fn all_sims(services: &Services) -> (usize, HashSet<SimId>, Result<(), Failure>) {
    let (mut pages, mut sims) = (0, HashSet::new());
    let mut take = |page: Page| {
        pages += 1;
        sims.extend(page.devices().map(|device| device.sim_id));
        ControlFlow::Continue(())
    };
    let listed = services.access.soracom.devices(Listing::All, &mut take).await;
    (pages, sims, listed)
}

#[rstest]
#[case("sims=stuck-key")]
#[case("sims=duplicate")]
#[case("sims=extra")]
#[tokio::test(flavor = "multi_thread")]
async fn odd_pages_neither_loop_nor_lose(#[case] spec: &str) {
    let (simulator, services) = start(250).await;
    simulator.set_faults(vec![fault(spec)]);
    let (pages, sims, listed) = all_sims(&services).await;
    assert_eq!(
        listed.is_err(),
        spec == "sims=stuck-key",
        "{spec}: what it lacks is not known"
    );
    assert!(pages < 10, "{spec}: it goes round in circles");
    assert!(sims.len() >= 100, "{spec}: {}", sims.len());
}

/// The answer that refuses a token names no next page; the list does not end with it.
#[rstest]
#[case("sims=expired-tokenx1")]
#[case("sims=expired-tokenx1@1")]
#[case("sims=expired-tokenx1@2")]
#[case("sims=truncatedx1@1")]
#[tokio::test(flavor = "multi_thread")]
async fn no_page_is_lost_with_a_token(#[case] spec: &str) {
    let (simulator, services) = start(250).await;
    simulator.set_faults(vec![fault(spec)]);
    let (_, sims, listed) = all_sims(&services).await;
    listed.unwrap();
    assert_eq!(sims.len(), 250, "{spec}");
}

#[tokio::test]
async fn an_old_session_on_a_dead_mapping_is_ended_before_the_next_url() {
    let (_simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let request = request(&services, &device);
    let first = opened(&services, &request).await;
    visit(first.link.unwrap().url()).await.unwrap();
    close(&services, &first.mapping).await;
    let second = opened(&services, &request).await;
    assert!(!second.reused);
    let page = visit(second.link.unwrap().url()).await.unwrap().text().await.unwrap();
    assert!(
        page.contains(&second.mapping.endpoint.to_string()),
        "the new URL landed in the old session: {page}"
    );
    assert!(!page.contains(&first.mapping.endpoint.to_string()), "{page}");
}

/// What was listed some time ago does not tell of what another naptop opened since.
#[tokio::test]
async fn a_session_of_a_mapping_that_was_opened_since_goes_on() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    let elsewhere = opened(&services, &request).await;
    visit(elsewhere.link.unwrap().url()).await.unwrap();
    request.listed = Some(Listed {
        mappings: Vec::new(),
        sessions: None,
        current: false,
    });
    let here = opened(&services, &request).await;
    assert!(!here.reused);
    assert_eq!(simulator.state().sessions.len(), 1);
}

#[tokio::test]
async fn no_url_is_made_for_a_mapping_that_is_gone() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let request = request(&services, &device);
    let opened = opened(&services, &request).await;
    close(&services, &opened.mapping).await;
    let (target, key) = (request.link.clone().unwrap(), request.device_key());
    let made = services.access.fresh_link(&target, &key, &opened.mapping).await;
    assert!(matches!(made, Err(LinkFailure::Mapping(failure)) if failure.kind == Kind::Missing));
    assert_eq!(simulator.state().counts["url"], 1);
}

#[tokio::test]
async fn a_mapping_to_another_port_does_not_keep_an_old_session() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let to_desktop = request(&services, &device);
    let first = services.access.open(&to_desktop, &CancellationToken::new()).await.unwrap();
    visit(first.link.unwrap().url()).await.unwrap();
    let mut to_ssh = request(&services, &device);
    to_ssh.mapping.port = 22;
    to_ssh.link = None;
    services.access.open(&to_ssh, &CancellationToken::new()).await.unwrap();
    close(&services, &first.mapping).await;
    services.access.open(&to_desktop, &CancellationToken::new()).await.unwrap();
    assert!(
        simulator.state().sessions.is_empty(),
        "the session leads to a mapping that is gone"
    );
}

#[tokio::test]
async fn a_session_of_the_mapping_that_is_reused_goes_on() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let request = request(&services, &device);
    let first = opened(&services, &request).await;
    visit(first.link.unwrap().url()).await.unwrap();
    let again = opened(&services, &request).await;
    assert!(again.reused);
    assert_eq!(simulator.state().sessions.len(), 1);
}

#[tokio::test]
async fn cancelling_while_the_url_is_made_undoes_the_mapping() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("url=stall")]);
    let cancel = CancellationToken::new();
    let request = request(&services, &device);
    let opening = services.access.open(&request, &cancel);
    let canceller = async {
        while !simulator.state().counts.contains_key("url") {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        cancel.cancel();
    };
    let (failed, ()) = tokio::join!(opening, canceller);
    assert!(failed.unwrap_err().left_open.is_empty());
    assert_eq!(simulator.state().mappings.len(), before);
}
