//! One report travels the whole way: resident, card, clerk, answer, follow-up, closed.

use crate::on_both;
use crate::support::{CHEN, WANG};

/// The staff chat of 永丰里 in the demo.
fn staff_chat() -> i64 {
    let groups = mulin::sandbox::demo::groups();
    let staff = |circle: &&mulin::sandbox::demo::Circle| {
        circle.scope == "yongfengli" && circle.purpose == mulin::sandbox::demo::Purpose::Staff
    };
    groups.iter().find(staff).expect("a staff chat").id
}

on_both! {
    async fn a_dark_stair_light_is_mended(house) {
        let staff = staff_chat();
        house.settle_in(WANG, "永丰里").await;
        house.sees(WANG);
        house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
        house.taps(WANG, "对,照明").await;
        println!("--- {}", house.sees(WANG));
        house.sends_photo(WANG, WANG, "", None).await;
        house.taps(WANG, "好了,就这些").await;
        println!("--- {}", house.shows(WANG));
        house.taps(WANG, "实名:办事的人看得到您留的称呼和电话").await;
        house.taps(WANG, "不留").await;
        println!("--- {}", house.sees(WANG));
        house.taps(WANG, "对,记下来").await;
        println!("--- {}", house.sees(WANG));
        println!("=== {}", house.shows(staff));
        house.taps_in(CHEN, staff, "card-take").await;
        house.taps_in(CHEN, staff, "card-ask").await;
        let prompt = house.message_with(staff, "desk-prompt-ask");
        house.replies(CHEN, staff, prompt, "是哪一层的灯?").await;
        println!("=== {}", house.shows(staff));
        println!("--- {}", house.sees(WANG));
        house.says(WANG, "五楼,门口那盏").await;
        println!("--- {}", house.sees(WANG));
        println!("=== {}", house.sees(staff));
        house.sends_photo(CHEN, staff, "/done 1001 灯管已换,试过亮了", None).await;
        println!("=== {}", house.sees(staff));
        println!("--- {}", house.sees(WANG));
        house.taps(WANG, "follow-contacted-yes").await;
        house.taps(WANG, "solved-yes").await;
        house.taps(WANG, "satisfaction-satisfied").await;
        println!("--- {}", house.sees(WANG));
        println!("=== {}", house.shows(staff));
    }
}
