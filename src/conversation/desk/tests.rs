use super::work::is_no_result;

#[test]
fn that_it_was_passed_on_is_no_result() {
    for empty in [
        "已转电工部门",
        "已转交相关部门处理。",
        "已通知电工",
        "我们已经反馈给物业公司了",
        "上报了",
        "好",
        "",
        "Passed on to the electricians.",
        "It has been forwarded",
    ] {
        assert!(is_no_result(empty), "{empty}");
    }
    for result in [
        "已更换3栋2单元灯泡",
        "已通知电工,灯换好了",
        "转了三圈没看到漏水,查实是空调滴水",
        "联系电工修好了",
        "The lamp was replaced.",
        "Passed on to the electrician, who replaced the lamp.",
    ] {
        assert!(!is_no_result(result), "{result}");
    }
}
