//! How values travel to and from PostgreSQL, in its binary format.

use std::error::Error;

use bytes::BytesMut;
use jiff::Timestamp;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::db::row::Cell;
use crate::db::value::Value;

type Failure = Box<dyn Error + Sync + Send>;

/// PostgreSQL counts microseconds from 2000-01-01T00:00:00Z.
const EPOCH_MICROS: i64 = 946_684_800_000_000;

/// The version byte that jsonb's binary format begins with.
const JSONB_VERSION: u8 = 1;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match (self, ty) {
            (Self::Null, _) => return Ok(IsNull::Yes),
            (Self::Bool(value), &Type::BOOL) => out.extend_from_slice(&[u8::from(*value)]),
            (Self::Int(value), &Type::INT8) => out.extend_from_slice(&value.to_be_bytes()),
            (Self::Int(value), &Type::INT4) => out.extend_from_slice(&i32::try_from(*value)?.to_be_bytes()),
            (Self::Text(text), &Type::TEXT) => out.extend_from_slice(text.as_bytes()),
            (Self::Bytes(bytes), &Type::BYTEA) => out.extend_from_slice(bytes),
            (Self::Id(id), &Type::UUID) => out.extend_from_slice(id.as_bytes()),
            (Self::Time(at), &Type::TIMESTAMPTZ) => {
                out.extend_from_slice(&(at.as_microsecond() - EPOCH_MICROS).to_be_bytes());
            }
            (Self::Json(document), &Type::JSONB) => {
                out.extend_from_slice(&[JSONB_VERSION]);
                out.extend_from_slice(&serde_json::to_vec(document)?);
            }
            (Self::Texts(texts), &Type::TEXT_ARRAY) => return texts.to_sql(ty, out),
            (_, ty) => return Err(format!("a value of another kind was given for {ty}").into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        Ok(match *ty {
            Type::BOOL => Cell::Bool(raw != [0]),
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Cell::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::TEXT => Cell::Text(std::str::from_utf8(raw)?),
            Type::BYTEA => Cell::Bytes(raw),
            Type::UUID => Cell::Id(Uuid::from_slice(raw)?),
            Type::TIMESTAMPTZ => {
                let micros = i64::from_be_bytes(raw.try_into()?) + EPOCH_MICROS;
                Cell::Time(Timestamp::from_microsecond(micros)?)
            }
            Type::JSONB => match raw.split_first() {
                Some((&JSONB_VERSION, text)) => Cell::Text(std::str::from_utf8(text)?),
                _ => return Err("another version of jsonb".into()),
            },
            Type::TIMESTAMPTZ_ARRAY => Cell::List(Vec::from_sql(ty, raw)?),
            ref other => return Err(format!("no column of ours is a {other}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
