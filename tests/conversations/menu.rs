//! The main menu: where everything is that people come for, and never more of it than they can take in.

use crate::on_both;
use crate::support::{CHEN, House, WANG};

/// The labels of somebody's last screen, a row each.
fn rows(house: &House, user: i64) -> Vec<Vec<String>> {
    let last = house.last(user);
    let rows = last["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let labels = |row: &serde_json::Value| {
        let buttons = row.as_array().cloned().unwrap_or_default();
        buttons.iter().filter_map(|button| button["text"].as_str().map(str::to_owned)).collect()
    };
    rows.iter().map(labels).collect()
}

on_both! {
    async fn votes_projects_the_books_and_ones_home_are_two_taps_away(house) {
        house.settle_in(WANG, "永丰里").await;
        for (label, shown) in [
            ("投票", "您小区现在没有投票"),
            ("基金项目", "永丰里还没有基金项目"),
            ("账本", "您的小区这里还没有公开的账"),
            ("我的家", "您还没绑定哪一户"),
        ] {
            house.says(WANG, "/menu").await;
            house.taps(WANG, "投票和基金").await;
            house.taps(WANG, label).await;
            assert!(house.sees(WANG).contains(shown), "{label}: {}", house.shows(WANG));
        }
        house.says(WANG, "/menu").await;
        house.taps(WANG, "投票和基金").await;
        house.taps(WANG, "主菜单").await;
        assert!(house.sees(WANG).contains("您要办什么"), "{}", house.shows(WANG));

        // In care mode four at a time, and small works are with the rest.
        house.says(WANG, "/care").await;
        let menu = rows(&house, WANG);
        assert_eq!(menu.len(), 5, "{menu:?}");
        assert!(menu[..4].iter().all(|row| row.len() == 1) && menu[3] == ["投票和基金"], "{menu:?}");
        house.taps(WANG, "投票和基金").await;
        assert_eq!(rows(&house, WANG), [["投票"], ["基金项目"], ["账本"], ["微实事进展"], ["主菜单"]]);
        house.taps(WANG, "微实事进展").await;
        assert!(house.sees(WANG).contains("微实事"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn nobodys_menu_has_more_than_eight_buttons(house) {
        house.settle_in(WANG, "永丰里").await;
        for user in [WANG, CHEN] {
            house.says(user, "楼道灯不亮").await;
            house.says(user, "/cancel").await;
            house.says(user, "/cancel").await;
            let menu = rows(&house, user);
            let flat = menu.concat();
            assert!(flat.len() <= 8 && flat.contains(&"接着上次没说完的".to_owned()), "{menu:?}");
            assert!(flat.contains(&"投票和基金".to_owned()) && menu.iter().all(|row| row.len() <= 2), "{menu:?}");
        }
    }
}
