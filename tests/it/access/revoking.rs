//! Revoking and sweeping: what goes, what belongs to others and stays, and the truth about both.

use std::time::Duration;

use naptop::domain::Mapping;
use naptop::simulator::Options;

use super::*;
use crate::support::services::start_with;

#[tokio::test]
async fn revoking_takes_the_sessions_of_every_operator() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    for operator in ["taro", "hanako"] {
        request.link.as_mut().unwrap().operator = operator.into();
        let opened = opened(&services, &request).await;
        visit(opened.link.unwrap().url()).await.unwrap();
    }
    assert_eq!(simulator.state().sessions.len(), 2);
    let mappings = services.access.soracom.mappings().await.unwrap();
    let ours = mappings.iter().find(|mapping| mapping.is_for(&device)).unwrap();
    let target = target_of(ours);
    let report = services.access.revoke(&[target]).await;
    assert_eq!(
        (report.revoked.len(), report.sessions_expired.len(), report.failed.len()),
        (1, 2, 0),
        "{report:?}"
    );
    assert!(simulator.state().sessions.is_empty());
    // once more: what is gone is success
    let target = target_of(ours);
    let again = services.access.revoke(&[target]).await;
    assert_eq!((again.revoked.len(), again.failed.len()), (1, 0), "{again:?}");
}

/// Whoever came through another mapping to the same port stays.
#[tokio::test]
async fn revoking_leaves_the_sessions_of_another_mapping_alone() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    let first = opened(&services, &request).await;
    visit(first.link.unwrap().url()).await.unwrap();
    (request.link, request.new) = (None, true);
    let second = opened(&services, &request).await;
    let target = target_of(&second.mapping);
    let report = services.access.revoke(std::slice::from_ref(&target)).await;
    assert_eq!(report.revoked, [second.mapping.endpoint], "{report:?}");
    assert_eq!(simulator.state().sessions.len(), 1, "{report:?}");
    // with the other mapping gone nothing accounts for it any more
    close(&services, &first.mapping).await;
    let report = services.access.end_sessions_of(&[target]).await;
    assert_eq!((report.revoked.len(), report.sessions_expired.len()), (0, 1), "{report:?}");
    assert!(simulator.state().sessions.is_empty());
}

/// Who comes in while the delete is on its way goes too.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_begins_while_its_mapping_goes_is_ended() {
    let options = Options {
        devices: 8,
        latency: Duration::from_millis(400),
        ..Options::default()
    };
    let (simulator, services) = start_with(options).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    let url = opened.link.unwrap().url().to_owned();
    let target = target_of(&opened.mapping);
    let (report, ()) = futures::join!(services.access.revoke(std::slice::from_ref(&target)), async {
        tokio::time::sleep(Duration::from_millis(600)).await;
        visit(&url).await.unwrap();
    });
    assert_eq!((report.revoked.len(), report.sessions_expired.len()), (1, 1), "{report:?}");
    assert!(simulator.state().sessions.is_empty());
}

/// It may have been done, and the endpoint be somebody else's a moment later.
#[tokio::test(flavor = "multi_thread")]
async fn a_delete_whose_answer_was_lost_is_looked_for_before_it_is_repeated() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    simulator.set_faults(vec![fault("delete=reset-afterx1")]);
    let report = services.access.revoke(&[target_of(&opened.mapping)]).await;
    assert_eq!(report.revoked, [opened.mapping.endpoint], "{report:?}");
    assert_eq!(simulator.state().counts["delete"], 1);
}

/// Napter has closed it by itself, and whose its endpoint is by now cannot be told.
#[tokio::test(flavor = "multi_thread")]
async fn what_ran_out_is_not_deleted_where_mappings_may_not_be_listed() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    let mut target = target_of(&opened.mapping);
    simulator.set_faults(vec![fault("list=403")]);
    let over = target.mapping.as_mut().unwrap();
    over.expires_at = over.created_at;
    let report = services.access.revoke(std::slice::from_ref(&target)).await;
    assert_eq!((report.revoked.len(), report.failed.len()), (1, 0), "{report:?}");
    assert_eq!(simulator.state().counts.get("delete"), None);
    // one that has not is
    let report = services.access.revoke(&[target_of(&opened.mapping)]).await;
    assert_eq!((report.revoked.len(), report.failed.len()), (1, 0), "{report:?}");
    assert_eq!(simulator.state().counts["delete"], 1);
}

/// A mapping made by IMSI does not name the SIM that its sessions are found by.
#[rstest]
#[case(&[], 1, 0)]
#[case(&["query=403"], 0, 1)]
#[tokio::test]
async fn the_sessions_of_a_mapping_made_by_imsi_go_too_or_are_told(
    #[case] faults: &[&str],
    #[case] sessions: usize,
    #[case] failed: usize,
) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    visit(opened.link.unwrap().url()).await.unwrap();
    let by_imsi = Mapping {
        sim_id: None,
        imsi: device.imsi.clone(),
        ..opened.mapping
    };
    simulator.set_faults(faults.iter().map(|spec| fault(spec)).collect());
    let report = services.access.revoke(&[target_of(&by_imsi)]).await;
    assert_eq!(
        (report.revoked.len(), report.sessions_expired.len(), report.failed.len()),
        (1, sessions, failed),
        "{report:?}"
    );
}

/// The plan may be minutes old when it is agreed to.
#[tokio::test]
async fn a_sweep_spares_an_endpoint_that_was_given_out_again() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    let over = simulator.state().mappings[0].clone();
    simulator.expire_mapping(&over.ip, over.port);
    let mut plan = services.access.plan_sweep().await.unwrap();
    assert_eq!(plan.mappings.len(), 1);
    let mut given_out_again = target_of(&opened.mapping);
    let before = given_out_again.mapping.as_mut().unwrap();
    before.created_at = before.created_at.map(|at| at - jiff::SignedDuration::from_mins(10));
    plan.mappings.push(given_out_again);
    let report = services.access.sweep(&plan).await;
    assert_eq!((report.revoked.len(), report.failed.len()), (1, 0), "{report:?}");
    assert_eq!(report.taken, std::slice::from_ref(&opened.mapping.endpoint));
    let left = services.access.soracom.mappings().await.unwrap();
    assert!(left.iter().any(|mapping| mapping.endpoint == opened.mapping.endpoint));
}

/// A delete may be sent twice: where the rate limit refuses it, that is waited for.
#[tokio::test]
async fn a_delete_waits_for_the_rate_limit() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let before = simulator.state().mappings.len();
    simulator.set_faults(vec![fault("url=400"), fault("delete=429x1")]);
    let request = request(&services, &device);
    let failed = services.access.open(&request, &CancellationToken::new()).await.unwrap_err();
    assert_eq!(failed.left_open, [], "{failed}");
    assert_eq!(simulator.state().mappings.len(), before);
}

/// Whatever happens to the delete, what is reported as gone is gone, and what is left is named.
#[rstest]
#[case("delete=400")]
#[case("delete=403")]
#[case("delete=429")]
#[case("delete=500")]
#[case("delete=500x1")]
#[case("delete=502")]
#[case("delete=reset-before")]
#[case("delete=reset-after")]
#[case("delete=reset-beforex2")]
#[case("delete=garbage")]
#[case("delete=empty")]
#[case("delete=expired-tokenx1")]
#[case("expire=400")]
#[case("expire=500")]
#[case("expire=reset-after")]
#[case("sessions=403")]
#[case("sessions=garbage")]
#[case("sessions=stuck-key")]
#[case("expire=reset-before")]
#[tokio::test(flavor = "multi_thread")]
async fn a_revoke_tells_the_truth(#[case] spec: &str) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let opened = opened(&services, &request(&services, &device)).await;
    visit(opened.link.unwrap().url()).await.unwrap();
    let target = target_of(&opened.mapping);
    simulator.set_faults(vec![fault(spec)]);
    let report = services.access.revoke(&[target]).await;
    let state = simulator.state();
    let open = state
        .mappings
        .iter()
        .any(|mapping| format!("{}:{}", mapping.ip, mapping.port) == opened.mapping.endpoint.to_string());
    let named = report
        .failed
        .iter()
        .any(|left| left.what.endpoint() == Some(&opened.mapping.endpoint));
    let left = open || !state.sessions.is_empty();
    assert_eq!(named, left, "{spec}: {report:?}");
    assert_eq!(report.revoked.is_empty(), open, "{spec}: {report:?}");
}
