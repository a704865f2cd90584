//! What an admin puts into the two clouds, assets/aws and assets/soracom, against what the program calls, and against the
//! tools that know the clouds: cfn-lint and moto.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::layering::sources;
use crate::peers::children::bare;
use crate::peers::python::{python, without};
use crate::peers::site::{Site, succeeded, text};

const TEMPLATE: &str = "aws/naptop.yaml";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/clouds/template.py");

/// Called and granted to nobody: signing in and out needs no permission, and the older create cannot be bound to a SIM.
const SORACOM_NOT_GRANTED: &[&str] = &["Auth:auth", "Auth:logout", "PortMapping:createPortMapping"];

/// Called and granted to nobody: it needs no permission. The second is its answer.
const AWS_NOT_GRANTED: &[&str] = &["GetCallerIdentity", "GetCallerIdentityResult"];

/// What the simulator's faults call an operation of SORACOM's.
const FAULTS: &[(&str, &str)] = &[
    ("Sim:listSims", "sims"),
    ("Sim:getSim", "sim"),
    ("Query:searchSims", "query"),
    ("Group:listGroups", "groups"),
    ("PortMapping:listPortMappings", "list"),
    ("PortMapping:createPortMappingForSim", "create"),
    ("PortMapping:deletePortMapping", "delete"),
    ("AuditLog:getNapterAuditLogs", "audit"),
    ("Sim:sendDownlinkPing", "ping"),
    ("Sim:sendDownlinkTcp", "tcp"),
];

type Names = BTreeSet<String>;

fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

/// What stands between quotes in a room's code.
fn literals(room: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (_, text) in sources(room) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

fn is_word(word: &str, first: impl Fn(char) -> bool) -> bool {
    word.starts_with(first) && word.chars().all(|c| c.is_ascii_alphanumeric())
}

/// `Tag:operationId`, as SORACOM's permissions are written.
fn is_permission(word: &str) -> bool {
    word.split_once(':').is_some_and(|(tag, operation)| {
        is_word(tag, |c| c.is_ascii_uppercase()) && is_word(operation, |c| c.is_ascii_lowercase())
    })
}

/// The permissions that the program's calls name.
fn soracom_called() -> Names {
    literals("soracom").into_iter().filter(|word| is_permission(word)).collect()
}

/// The IAM actions that the program's calls name, without the service.
fn aws_called() -> Names {
    const VERBS: &[&str] = &["Create", "Describe", "Expire", "Get", "List"];
    let literals = literals("appstream");
    let actions = literals
        .iter()
        .map(|word| word.split_once(':').map_or(word.as_str(), |(_, action)| action));
    let is_action = |word: &&str| {
        let noun = VERBS.iter().find_map(|verb| word.strip_prefix(verb));
        noun.is_some_and(|noun| is_word(noun, |c| c.is_ascii_uppercase()))
    };
    actions.filter(is_action).map(str::to_owned).collect()
}

fn statements(file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(asset("soracom").join(file)).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(
        document.as_object().unwrap().len(),
        1,
        "{file} has statements and nothing else"
    );
    document["statements"].as_array().unwrap().clone()
}

fn apis(statement: &Value) -> Vec<String> {
    statement["api"].as_array().unwrap().iter().map(text).collect()
}

/// What a file allows.
fn allowed(file: &str) -> Names {
    let statements = statements(file);
    let allowing = statements.iter().filter(|statement| statement["effect"] == "allow");
    allowing.flat_map(apis).collect()
}

#[test]
fn the_permissions_are_statements() {
    let files: Vec<String> = std::fs::read_dir(asset("soracom"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in &files {
        let mut seen = Names::new();
        for statement in statements(file) {
            let keys = statement.as_object().unwrap().keys();
            let unknown: Vec<&String> = keys
                .filter(|key| !["effect", "api", "condition"].contains(&key.as_str()))
                .collect();
            assert!(unknown.is_empty(), "{file}: {unknown:?}");
            assert!(
                ["allow", "deny"].contains(&text(&statement["effect"]).as_str()),
                "{file}: {statement}"
            );
            assert!(!apis(&statement).is_empty(), "{file}: {statement}");
            for api in apis(&statement) {
                assert!(is_permission(&api), "{file}: {api}");
                assert!(seen.insert(api.clone()), "{file} has {api} twice");
            }
        }
    }
}

#[test]
fn the_operator_may_what_the_program_calls_and_nothing_else() {
    let mut needed = soracom_called();
    assert!(needed.len() >= 8, "the permissions are literals of src/soracom: {needed:?}");
    for name in SORACOM_NOT_GRANTED {
        assert!(needed.remove(*name), "{name} is called no more: take it off the list");
    }
    assert_eq!(allowed("operator.json"), needed);
}

#[test]
fn the_viewer_may_what_the_operator_may_read() {
    let reads = |name: &String| {
        ["list", "get", "search"]
            .iter()
            .any(|verb| name.contains(&format!(":{verb}")))
    };
    let readable: Names = allowed("operator.json").into_iter().filter(reads).collect();
    assert_eq!(allowed("viewer.json"), readable);
}

#[test]
fn the_contractor_is_bound_to_one_sim() {
    assert!(allowed("contractor.json").is_subset(&allowed("operator.json")));
    let statements = statements("contractor.json");
    let (allowing, denying): (Vec<&Value>, Vec<&Value>) = statements.iter().partition(|statement| statement["effect"] == "allow");
    for statement in allowing {
        let condition = text(&statement["condition"]);
        let sim = condition
            .strip_prefix("pathVariable('sim_id') == '")
            .and_then(|rest| rest.strip_suffix('\''));
        assert!(sim.is_some_and(|sim| sim.bytes().all(|b| b.is_ascii_digit())), "{condition}");
        // a path without the SIM's id fits no such condition
        assert!(
            apis(statement)
                .iter()
                .all(|api| api.starts_with("Sim:") || api.ends_with("ForSim")),
            "{statement}"
        );
    }
    let denied: Vec<Value> = denying.into_iter().cloned().collect();
    assert_eq!(
        json!(denied),
        json!([{"effect": "deny", "api": ["PortMapping:createPortMapping"]}])
    );
}

/// A simulator that refuses what a file does not allow.
fn site_for(file: &str) -> Site {
    let allowed = allowed(file);
    let refused = FAULTS.iter().filter(|(name, _)| !allowed.contains(*name));
    let faults: Vec<String> = refused.map(|(_, operation)| format!("{operation}=403")).collect();
    let flag = (!faults.is_empty()).then_some("--fault");
    let args: Vec<&str> = flag.into_iter().chain(faults.iter().map(String::as_str)).collect();
    Site::start(&args)
}

#[test]
fn the_contractor_opens_by_sim_id_and_can_do_nothing_else() {
    let sim = Site::start(&[]).device();
    let site = site_for("contractor.json");
    let opened = site.json(&["open", &sim, "--no-url"]);
    assert_eq!(opened["mapping"]["device"]["sim_id"], json!(sim));
    assert_eq!(opened["reused"], false);
    let endpoint = text(&opened["mapping"]["endpoint"]);
    let name = text(&opened["mapping"]["device"]["name"]);
    for refused in [
        &["devices"][..],
        &["mappings"],
        &["open", &name, "--no-url"],
        &["revoke", &sim],
        &["revoke", &endpoint],
        &["revoke", "--expired"],
    ] {
        assert_eq!(site.naptop(refused).status.code(), Some(3), "{refused:?}");
    }
    assert!(
        site.naptop(&["open", &sim]).status.success(),
        "a URL needs nothing more of SORACOM"
    );
}

#[test]
fn the_operator_and_the_viewer_do_what_they_are_for() {
    let site = site_for("operator.json");
    let sim = site.device();
    let opened = site.json(&["open", &sim]);
    let revoked = site.json(&["revoke", &text(&opened["mapping"]["endpoint"])]);
    assert_eq!(revoked["revoked"], json!([opened["mapping"]["endpoint"]]));

    let site = site_for("viewer.json");
    assert_eq!(site.device(), sim);
    assert_eq!(site.json(&["mappings"]).as_array().map(Vec::is_empty), Some(false));
    assert_eq!(site.naptop(&["open", &sim, "--no-url"]).status.code(), Some(3));
}

#[test]
fn the_policies_grant_what_the_program_calls_and_nothing_else() {
    let template = std::fs::read_to_string(asset(TEMPLATE)).unwrap();
    let lines = template.lines().map(|line| line.split('#').next().unwrap_or_default());
    let granted: Names = lines
        .flat_map(str::split_whitespace)
        .filter_map(|word| word.split_once(':'))
        .filter(|(service, action)| is_word(service, |c| c.is_ascii_lowercase()) && is_word(action, |c| c.is_ascii_uppercase()))
        .map(|(_, action)| action.to_owned())
        .collect();
    let mut needed = aws_called();
    assert!(needed.len() >= 3, "the actions are literals of src/appstream: {needed:?}");
    needed.retain(|action| !AWS_NOT_GRANTED.contains(&action.as_str()));
    assert_eq!(granted, needed);
}

/// What the script answers about the template.
fn told(verb: &str) -> Value {
    let home = tempfile::tempdir().unwrap();
    let output = bare(python(), home.path()).args([SCRIPT, verb]).arg(asset(TEMPLATE)).output();
    serde_json::from_str(&succeeded(&[verb], &output.unwrap())).unwrap()
}

fn output_text(output: &Output) -> String {
    [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat()
}

#[test]
fn cfn_lint_finds_nothing() {
    if without("linting the template", &["cfnlint"]) {
        return;
    }
    let mut lint = Command::new(python());
    lint.args(["-c", "from cfnlint.runner import main; main()", "-r", "ap-northeast-1", "--"]);
    let output = lint.arg(asset(TEMPLATE)).output().unwrap();
    let said = output_text(&output);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}

#[test]
fn the_fleet_has_no_way_out_but_the_nat_gateway() {
    if without("reading the template", &["cfnlint"]) {
        return;
    }
    let template = told("read");
    let resources = &template["Resources"];
    let (fleet, eip) = (&resources["Fleet"], &resources["Eip"]);
    assert_eq!(fleet["Properties"]["EnableDefaultInternetAccess"], false);
    assert_eq!(fleet["Properties"]["StreamView"], "APP");
    assert_eq!(
        fleet["Properties"].get("MaxSessionsPerInstance"),
        None,
        "the session context is the machine's"
    );
    assert_eq!(fleet["CreationPolicy"], json!({"StartFleet": true}));
    let network = &fleet["Properties"]["VpcConfig"];
    assert_eq!(
        network["SubnetIds"],
        json!([{"Ref": "PrivateSubnetA"}, {"Ref": "PrivateSubnetB"}])
    );
    assert_eq!(network["SecurityGroupIds"], json!([{"Ref": "SecurityGroup"}]));

    let gateway = &resources["NatGateway"]["Properties"];
    assert_eq!(gateway["AllocationId"], json!({"Fn::GetAtt": ["Eip", "AllocationId"]}));
    assert_eq!(
        template["Outputs"]["ElasticIp"]["Value"],
        json!({"Fn::Sub": "${Eip.PublicIp}/32"})
    );
    assert_eq!(
        eip["DeletionPolicy"], "RetainExceptOnCreate",
        "nobody else is to get the address"
    );

    let group = &resources["SecurityGroup"]["Properties"];
    assert_eq!(group.get("SecurityGroupIngress"), None);
    assert_eq!(group["SecurityGroupEgress"][0]["IpProtocol"], "tcp");
    assert_eq!(group["SecurityGroupEgress"].as_array().map(Vec::len), Some(1));
    let named = resources.as_object().unwrap().values().filter(|resource| {
        text(&resource["Type"]).starts_with("AWS::IAM::") && resource["Properties"].get("ManagedPolicyName").is_some()
    });
    assert_eq!(named.count(), 0, "CAPABILITY_IAM is not enough for names");
}

#[test]
fn a_deployed_template_comes_from_the_address_in_its_outputs() {
    if without("deploying the template", &["cfnlint", "moto", "boto3"]) {
        return;
    }
    let told = told("deploy");
    assert_eq!(told["left_out"], json!(["Fleet", "Stack", "StackFleetAssociation"]));
    let outputs = &told["outputs"];
    let source = text(&outputs["ElasticIp"]);
    let address = source.strip_suffix("/32").unwrap();
    assert_eq!(
        text(&outputs["Environment"]),
        format!("export NAPTOP_SOURCE={source} NAPTOP_STACK=naptop NAPTOP_FLEET=naptop AWS_REGION=ap-northeast-1")
    );
    let subnets = &told["subnets"];
    for private in ["PrivateSubnetA", "PrivateSubnetB"] {
        assert_eq!(subnets[private]["addresses"], json!([address]), "{private}");
        assert_eq!(subnets[private]["internet_gateway"], Value::Null, "{private}");
    }
    assert_ne!(subnets["PrivateSubnetA"]["zone"], subnets["PrivateSubnetB"]["zone"]);
    assert!(text(&subnets["PublicSubnet"]["internet_gateway"]).starts_with("igw-"));

    let everywhere = |policy: &str| {
        let statements = told["policies"][policy]["Statement"].as_array().unwrap();
        let wide = statements.iter().filter(|statement| statement["Resource"] == "*");
        wide.map(|statement| statement["Action"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(everywhere("OperatorPolicy"), [json!("appstream:DescribeFleets")]);
    assert_eq!(everywhere("RevokerPolicy"), [json!("appstream:ExpireSession")]);
    assert_eq!(
        told["policies"]["OperatorPolicy"]["Statement"][0]["Resource"],
        json!([
            "arn:aws:appstream:ap-northeast-1:123456789012:fleet/naptop",
            "arn:aws:appstream:ap-northeast-1:123456789012:stack/naptop"
        ])
    );
}
