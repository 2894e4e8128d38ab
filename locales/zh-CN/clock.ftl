clock-silence-warning = { $number } 号明天就收起来了。解决了没有?
