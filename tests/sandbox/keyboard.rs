//! First contact by keyboard alone.

use fantoccini::key::Key;

use crate::page::Page;
use crate::program::Program;

impl Page {
    /// What has the focus, by its words; it must be seen that it has.
    async fn focus(&self) -> String {
        let script = "const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
            const seen = one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight + 1;
            return [seen, one.getAttribute('aria-label') || one.innerText || one.tagName]";
        let found = self.run(script, vec![]).await;
        let words = found[1].as_str().unwrap_or_default().to_owned();
        assert_eq!(found[0], true, "the focus on “{words}” can't be seen");
        words
    }

    /// Moves by `key` to what begins with `words`, in at most `steps`; gives what was passed.
    async fn moves_to(&self, words: &str, key: Key, steps: usize) -> Vec<String> {
        let mut passed = Vec::new();
        for _ in 0..steps {
            match key {
                Key::Shift => self.keys(&[Key::Shift, Key::Tab]).await,
                _ => self.keys(&[key]).await,
            }
            let here = self.focus().await;
            if here.starts_with(words) {
                return passed;
            }
            passed.push(here);
        }
        panic!("“{words}” is not within {steps} steps: {passed:?}");
    }
}

#[tokio::test]
async fn first_contact_needs_no_mouse() {
    let page = Page::open(Program::start()).await;
    page.find("//nav//button").await;
    let passed = page.moves_to("王阿姨", Key::Tab, 8).await;
    assert_eq!(
        passed,
        ["+1 小时", "+1 天", "到周一九点", "到月底九点", "两边同时看", "English"],
        "the head comes first, from left to right"
    );
    page.keys(&[Key::Enter]).await;
    page.find("//button[@class='begin']").await;
    page.find("//nav//button[@data-key='c7001'][@aria-current]").await;
    assert_eq!(page.focus().await, "写消息", "who picked somebody can write at once");
    page.moves_to("开始", Key::Shift, 3).await;
    page.keys(&[Key::Enter]).await;
    page.reads("同意").await;
    assert_eq!(page.focus().await, "写消息", "a button that is gone leaves the focus with the composer");
    page.moves_to("同意", Key::Shift, 5).await;
    page.keys(&[Key::Enter]).await;
    page.reads("服务器在国外").await;
    assert_eq!(page.focus().await, "同意", "a message that changes keeps the focus");
    page.keys(&[Key::Enter]).await;
    page.reads("小区").await;
    page.moves_to("永丰里", Key::Tab, 6).await;
    page.keys(&[Key::Enter]).await;
    page.reads("您要办什么").await;
    page.moves_to("写消息", Key::Tab, 14).await;
    page.types("3栋2单元5楼楼道灯不亮").await;
    page.keys(&[Key::Enter]).await;
    page.reads("这件事算“照明”,对吗?").await;
    page.moves_to("对,照明", Key::Shift, 8).await;
}
