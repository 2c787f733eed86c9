//! Words that carry a rule beyond their own list, in languages from Swedish to Hebrew: what is no step, what
//! opens a sentence, days and quarters, doubt.

use serde_json::{Value, json};

use super::{each, findings, plan};

/// A plan with a rollback section of these words.
fn rollback(title: &str, body: &str) -> Value {
    plan(&format!("# Tills\n\n## {title}\n\n{body}\n"))["rollback"].clone()
}

#[test]
fn what_follows_a_rollback_or_is_told_of_it_is_no_step() {
    for (section, steps, one, two, asides) in [
        (
            "Återställningsplan",
            "Återställningssteg",
            "Stoppa kön",
            "Starta gamla kassan",
            ["Uppföljning", "Kommunikation"],
        ),
        (
            "Palautussuunnitelma",
            "Palautusvaiheet",
            "Pysäytä jono",
            "Käynnistä vanha kassa",
            ["Juurisyyanalyysi", "Viestintä"],
        ),
        (
            "Geri Alma Planı",
            "Geri Alma Adımları",
            "Kuyruğu durdur",
            "Eski kasayı başlat",
            ["Kök Neden Analizi", "İletişim"],
        ),
        (
            "Visszaállítási terv",
            "Visszaállítási lépések",
            "Sor leállítása",
            "Régi kassza indítása",
            ["Tanulságok", "Kommunikáció"],
        ),
        (
            "Σχέδιο επαναφοράς",
            "Βήματα επαναφοράς",
            "Σταματήστε την ουρά",
            "Ξεκινήστε το παλιό ταμείο",
            ["Διορθωτικές ενέργειες", "Επικοινωνία"],
        ),
        (
            "خطة التراجع",
            "خطوات التراجع",
            "أوقف قائمة الانتظار",
            "شغل الصندوق القديم",
            ["الدروس المستفادة", "التواصل مع العملاء"],
        ),
        (
            "תוכנית חזרה לאחור",
            "שלבי חזרה לאחור",
            "עצרו את התור",
            "הפעילו את הקופה הישנה",
            ["הפקת לקחים", "תקשורת"],
        ),
        (
            "Rencana Rollback",
            "Langkah Rollback",
            "Hentikan antrean",
            "Nyalakan kasir lama",
            ["Tindak lanjut", "Komunikasi"],
        ),
    ] {
        let others = asides.map(|title| format!("\n### {title}\n\n1. Aa\n2. Bb\n")).concat();
        let found = rollback(section, &format!("### {steps}\n\n1. {one}\n2. {two}\n{others}"));
        assert_eq!(each(&found["steps"], "text"), [json!(one), json!(two)], "{section}: {found}");
        assert_eq!(found["triggers"], json!([]), "{section}");
    }
}

#[test]
fn a_title_of_what_happens_a_day_later_is_no_title_of_steps() {
    for (section, steps, later) in [
        ("Återställningsplan", "Återställningssteg", "Efter 24 timmar"),
        ("Palautussuunnitelma", "Palautusvaiheet", "24 tunnin kuluttua"),
        ("Visszaállítási terv", "Visszaállítási lépések", "24 óra múlva"),
        ("Plan de revenire", "Pași de revenire", "După 2 zile"),
    ] {
        let found = rollback(section, &format!("### {steps}\n\n1. Aa\n\n### {later}\n\n1. Bb\n"));
        assert_eq!(each(&found["steps"], "text"), [json!("Aa")], "{section}: {found}");
    }
}

#[test]
fn statements_and_ways_are_not_taken_for_steps() {
    for (section, body) in [
        ("Återställningsplan", "- Inga kunder märker något\n- Det tar en timme\n- Stoppa kön\n"),
        ("Σχέδιο επαναφοράς", "- Δεν χάνονται δεδομένα\n- Σταματήστε την ουρά\n"),
        ("Rencana Rollback", "- Tidak ada data yang hilang\n- Hentikan antrean\n"),
        ("Geri Alma Planı", "- Hiçbir veri kaybolmaz\n- Durdur: eski kasa\n"),
        ("Plan de revenire", "- Revenire parțială: casa veche\n- Revenire completă: tot\n"),
        ("Rollback Plan", "- Partial rollback: the old till\n- Full rollback: all of them\n"),
    ] {
        let found = rollback(section, body);
        assert_eq!(found["steps"], json!([]), "{section}: {found}");
        assert_ne!(found["unread"], Value::Null, "{section}: {found}");
    }
}

#[test]
fn a_status_in_doubt_is_unknown_in_every_language() {
    for word in [
        "Tamamlandı?",
        "Ολοκληρώθηκε (σχεδόν)",
        "Ολοκληρώθηκε, προς επιβεβαίωση",
        "Valmis (melkein)",
        "Valmis, avattu uudelleen",
        "Slutförd (delvis)",
        "Slutförd, återöppnad",
        "Fuldført, genåbnet",
        "Finalizat, redeschis",
        "Befejezve (majdnem)",
        "Tamamlandı, yeniden açıldı",
        "مكتمل (جزئيا)",
        "הושלם, נפתח מחדש",
        "Selesai, dibuka kembali",
        "Hoàn thành (chờ xác nhận)",
    ] {
        let plan = plan(&format!("# Tills\n\n**Status:** {word}\n\n## Checklist\n\n- [ ] Keys\n"));
        assert_eq!(plan["status"]["kind"], "unknown", "{word}");
        assert_eq!(plan["status"]["text"], word);
        let told = findings(&plan).iter().any(|f| f.starts_with("unknown-status"));
        assert!(told, "{word}: {:?}", findings(&plan));
    }
}

#[test]
fn until_when_is_a_note_and_no_doubt() {
    for (word, kind) in [
        ("Pågår till och med 2026-06-01", "in-progress"),
        ("Devam ediyor (kadar 2026-06-01)", "in-progress"),
        ("Σε εξέλιξη έως 2026-06-01", "in-progress"),
        ("Sedang berjalan hingga 2026-06-01", "in-progress"),
        ("בביצוע עד 2026-06-01", "in-progress"),
        ("En cours jusqu'au 2026-06-01", "in-progress"),
    ] {
        let plan = plan(&format!("# Tills\n\n**Status:** {word}\n\n## Checklist\n\n- [ ] Keys\n"));
        assert_eq!(plan["status"]["kind"], kind, "{word}");
    }
}

#[test]
fn days_of_the_week_stand_before_and_behind_dates() {
    for date in [
        "2026. május 3., vasárnap",
        "الأحد، 3 مايو 2026",
        "söndag 3 maj 2026",
        "sunnuntai 3. toukokuuta 2026",
        "Κυριακή, 3 Μαΐου 2026",
        "duminică, 3 mai 2026",
        "Chủ nhật, ngày 3 tháng 5 năm 2026",
        "Sunday, 3 May 2026",
    ] {
        let plan = plan(&format!("# Tills\n\n**Date:** {date}\n\n## Checklist\n\n- [ ] Keys\n"));
        assert_eq!(plan["date"], "2026-05-03", "{date}");
    }
}

#[test]
fn a_quarter_is_time_and_numbers_no_phase() {
    for (section, phase, quarter) in [
        ("Käyttöönoton vaiheet", "Vaihe 1: Pilotti", "3. kvartaali 2026"),
        ("Utrullningsfaser", "Fas 1: Pilot", "Kvartal 3 2026"),
        ("Bevezetési fázisok", "1. fázis: Próba", "3. negyedév 2026"),
        ("Φάσεις διάθεσης", "Φάση 1: Πιλοτική", "3ο τρίμηνο 2026"),
        ("Dağıtım Aşamaları", "Aşama 1: Pilot", "3. çeyrek 2026"),
    ] {
        let plan =
            plan(&format!("# Tills\n\n## {section}\n\n### {phase}\n\nA\n\n### {quarter}\n\nB\n"));
        let numbers = each(&plan["phases"], "number");
        assert!(!numbers.contains(&json!(3)), "{quarter}: {numbers:?}");
        assert!(numbers.contains(&json!(1)), "{quarter}: {numbers:?}");
    }
}

#[test]
fn what_is_said_of_a_phase_is_no_phase() {
    for (section, phase, aspect) in [
        ("Utrullningsfaser", "Fas 1: Pilot", "Fas 1 Sammanfattning"),
        ("Käyttöönoton vaiheet", "Vaihe 1: Pilotti", "Vaihe 1 Tulokset"),
        ("Φάσεις διάθεσης", "Φάση 1: Πιλοτική", "Φάση 1 Αποτελέσματα"),
        ("مراحل الإطلاق", "المرحلة 1: تجربة", "المرحلة 1 نتائج"),
        ("Tahapan Peluncuran", "Tahap 1: Uji coba", "Tahap 1 Ringkasan"),
    ] {
        let plan =
            plan(&format!("# Tills\n\n## {section}\n\n### {phase}\n\nA\n\n## {aspect}\n\nB\n"));
        let names = each(&plan["phases"], "label");
        assert_eq!(names.len(), 1, "{aspect}: {names:?}");
    }
}

#[test]
fn minutes_are_a_length() {
    for (column, value) in
        [("Varaktighet", "90 minuter"), ("Kesto", "90 minuuttia"), ("Süre", "90 dakika")]
    {
        let plan = plan(&format!(
            "# Tills\n\n**Date:** 2026-05-03\n\n## Rollout Phases\n\n| Phase | {column} | Start |\n|---|---|---|\n\
             | Phase 1 — All | {value} | 2026-05-03 |\n"
        ));
        assert_eq!(each(&plan["phases"], "end"), [json!("2026-05-03")], "{value}");
    }
}
