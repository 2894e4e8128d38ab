clock-silence-warning = { $number } 号明天就收起来了。解决了没有?
clock-silence-reason = { $number } 号明天就收起来了。您说没解决,是什么没办好?点一个:
