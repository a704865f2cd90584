//! naptop and its simulator with peers that this project did not write: boto3, aws-cli, moto, xrdp, xfreerdp. Each runs as a process.
mod aws;
mod bytes;
mod children;
mod moto;
mod python;
mod rdp;
mod site;
