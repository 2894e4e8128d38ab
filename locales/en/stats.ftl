## Figures for staff, each with its n

stats-title = { $place }, { $from } – { $until }
stats-tickets = { $filed } reported, { $done } done
stats-open = { $open } open now, { $parked } of them parked
stats-rate = { $part }/{ $of }{ $percent }
stats-acknowledged = Acknowledged in time { $rate }
stats-contacted = Contacted in time { $rate }
stats-done = Done in time { $rate }, { $paused } with paused time
stats-extended = Put off { $rate }
stats-solved = Solved { $rate }, { $partly } partly
stats-satisfied = Satisfied { $rate }
stats-reopened = Reopened { $rate }
stats-returned = Returned { $rate }
stats-repeated = Reported again { $rate }
