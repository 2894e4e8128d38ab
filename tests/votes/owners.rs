//! The vectors of Article 278: `elections/article278_vectors.json`.

use mulin::domain::vote::article278::{Choices, Count, Decision, Matter, Owners, Silence, Verdict, decide};
use serde_json::Value;

/// Reported cases tell heads alone; each head then has this much area.
const AREA: u64 = 7_000;

struct Vector<'v>(&'v Value);

impl Vector<'_> {
    fn number(&self, key: &str) -> Option<u64> {
        self.0[key].as_u64()
    }

    /// Heads and area under keys that begin with this.
    fn owners(&self, of: &str) -> Owners {
        let heads = self.number(&format!("{of}_owners")).unwrap_or(0);
        Owners { heads, area: self.number(&format!("{of}_area")).unwrap_or(heads * AREA) }
    }

    fn roll(&self) -> Owners {
        let heads = self.number("owners").expect("owners");
        Owners { heads, area: self.number("area").unwrap_or(heads * AREA) }
    }

    fn choices(&self) -> Choices {
        let silent = self.number("delivered_no_reply").unwrap_or(0);
        let silent = Owners { heads: silent, area: silent * AREA };
        let yes = self.owners("yes");
        if self.0["no_owners"].is_u64() && !self.0["area"].is_u64() {
            return Choices { yes, no: self.owners("no"), abstain: self.owners("abstain"), silent };
        }
        // Whoever took part and didn't say yes said no, or as the vector has it.
        let part = self.owners("part");
        let rest = Owners { heads: part.heads - yes.heads, area: part.area - yes.area };
        let abstain = Owners { heads: self.number("abstain_owners").unwrap_or(0), area: 0 };
        Choices { yes, no: Owners { heads: rest.heads - abstain.heads, ..rest }, abstain, silent }
    }
}

fn check(vector: &Vector<'_>) {
    let id = vector.0["id"].as_str().expect("an id");
    let deemed = vector.0["mode"] == "deemed_follow_majority";
    let silence = if deemed {
        Silence::FollowMajority { rules: "11".to_owned(), warning: "22".to_owned() }
    } else {
        Silence::Strict
    };
    let matter = vector.0["kind"].as_str().map_or(Matter::Ordinary, |code| Matter::of_code(code).expect("a kind"));
    let decision: Decision =
        decide(matter, vector.roll(), &vector.choices(), &silence).expect("a roll that holds them");
    let count: Count = if deemed { decision.deemed } else { decision.strict };
    assert_eq!(decision.verdict, count.verdict, "{id}");
    for key in ["quorum", "quorum_owners"] {
        if let Some(quorum) = vector.0[key].as_bool() {
            assert_eq!(count.verdict != Verdict::NoQuorum, quorum, "{id} {key}");
        }
    }
    if let Some(passes) = vector.0["pass"].as_bool() {
        assert_eq!(count.verdict == Verdict::Passed, passes, "{id}");
    }
    if vector.0["reason"] == "no_quorum" {
        assert_eq!(count.verdict, Verdict::NoQuorum, "{id}");
    }
    if let Some(part) = vector.number("part_owners") {
        assert_eq!(count.part.heads, part, "{id}");
    }
    if let Some(yes) = vector.number("yes_after") {
        assert_eq!(count.yes.heads, yes, "{id}");
    }
    if let Some(share) = vector.number("yes_permyriad_of_owners") {
        assert_eq!(count.yes.heads * 10_000 / vector.roll().heads, share, "{id}");
    }
}

#[test]
fn every_vector_comes_out_as_it_was_worked_out_by_hand() {
    let file: Value = serde_json::from_str(include_str!("elections/article278_vectors.json")).expect("JSON");
    let vectors = file["vectors"].as_array().expect("a list");
    assert_eq!(vectors.len(), 16);
    for vector in vectors {
        check(&Vector(vector));
    }
}
