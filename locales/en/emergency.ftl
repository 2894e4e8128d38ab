emergency-lift = Lift rescue:
emergency-gas = Gas emergency:
emergency-property = Property desk:
emergency-office = Community office:
emergency-file = Also report it to the compound
