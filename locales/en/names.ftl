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
