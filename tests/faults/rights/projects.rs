//! Who may do what with a fund project: vet, note what was paid, make works of it, or only read what anyone may.

use mulin::domain::rights::Right;
use mulin::operator::demo_projects;

use super::{SCOPES, agreed, posts};
use crate::on_both;
use crate::staff::employ;
use crate::support::{House, MONDAY, OUTSIDER};

/// What everyone reads who opens a project for work, by the button of a notice that was forged.
async fn opened(house: &House, users: &[i64], number: i64) -> Vec<String> {
    for user in users {
        house.sees(*user);
        house.world.press(*user, *user, 1, &format!("project.work:{number}")).expect("pressed");
    }
    house.settle().await;
    users.iter().map(|user| house.sees(*user)).collect()
}

on_both! {
    async fn projects_are_vetted_and_booked_by_who_may_and_read_before_that_by_staff_alone(house) {
        let posts = posts();
        employ(&house, &posts.iter().map(|(post, _)| post.clone()).collect::<Vec<_>>()).await;
        demo_projects::seed(&house.store, MONDAY).await.expect("seeded");
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(OUTSIDER, "/pledge 1").await;
        for label in ["200 元", "不写名字", "对,认捐"] {
            house.taps(OUTSIDER, label).await;
        }
        let mut users: Vec<i64> = posts.iter().map(|((user, ..), _)| *user).collect();
        users.push(OUTSIDER);
        let (published, waiting) = (opened(&house, &users, 1).await, opened(&house, &users, 2).await);
        let mut cells = 0;
        for (at, user) in users.iter().enumerate() {
            let post = posts.get(at);
            let may = |right: Right| post.is_some_and(|((_, role, ..), above)| *above && agreed(*role, right));
            let here = post.is_some_and(|(_, above)| *above);
            let (published, waiting) = (&published[at], &waiting[at]);
            cells += 4;
            let told = format!("{user} {post:?} of {SCOPES:?}: {published}\n{waiting}");
            assert_eq!(published.contains("认捐的钱到了"), may(Right::Book), "{told}");
            assert_eq!(waiting.contains("核项目") && waiting.contains("不立项"), may(Right::Vet), "{told}");
            assert_eq!(waiting.contains("旧车棚改成邻里书屋"), here, "{told}");
            assert!(published.contains("东门口加六张带靠背的长椅"), "{told}");
        }
        println!("Rights: {cells} cells of fund projects, 0 otherwise");
    }
}
