## Posts, as residents and colleagues call them

role-clerk = property manager
role-branch = branch member
role-committee = committee member
role-grid = grid worker
role-enforcement = enforcement officer
role-patrol = patrol member
role-secretary = community secretary
role-officer = subdistrict officer
role-leader = subdistrict leader
role-treasurer = fund treasurer
role-teller = teller
role-manager = manager

## The same posts after a name

title-clerk = property manager
title-branch = branch member
title-committee = committee member
title-grid = grid worker
title-enforcement = enforcement officer
title-patrol = patrol member
title-secretary = community secretary
title-officer = subdistrict officer
title-leader = subdistrict leader
title-treasurer = fund treasurer
title-teller = teller
title-manager = manager
