## Receipts

receipt-filed = Filed, number { $number }
receipt-matter = You reported: { $place }: { $matter }
receipt-matter-placed = You reported: { $matter }
receipt-who = Who has it: { $who }
receipt-holder-of = { $of }, { $who }
receipt-nobody =
    Who has it: nobody is on duty here for the moment. If it can't wait, please ring the office:
    { $phone }
receipt-nobody-no-phone = Who has it: nobody is on duty here for the moment; you will hear as soon as somebody takes it
receipt-dues = Acknowledged by { $acknowledge }, you are contacted by { $contact }, done by { $done }
receipt-due-acknowledge = Acknowledged by { $acknowledge }
receipt-usual = { $days ->
        [one] Here, half of such matters were lately done within { $days } day (of { $count })
       *[other] Here, half of such matters were lately done within { $days } days (of { $count })
    }
receipt-next = To add photos, just send them to me; if it takes too long, tap “Ask to hurry”
receipt-code =
    Your code (the only way to look this up; keep it, nobody can restore it):
    { $code }
receipt-danger = Fire, gas, somebody hurt: ring 119 or 120 first
receipt-open = See how it stands
receipt-add = Add photos
receipt-claim = Look it up with the code
