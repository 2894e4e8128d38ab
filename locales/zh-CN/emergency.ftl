emergency-lift = 电梯救援:
emergency-gas = 燃气抢修:
emergency-property = 物业:
emergency-office = 社区办公室:
emergency-file = 同时报给小区
