# Why a line didn't arrive: under the message of the staff member who wrote it, or under the ticket's card.
sender-unreachable = This wasn't delivered: they have blocked the bot, or the chat is gone. Please call them.
sender-unknown = Nobody knows whether this was delivered, so it wasn't sent again. Please check, and send it once more if needed.
sender-refused = This wasn't delivered: Telegram doesn't take it as it is. Please write it differently and send it again.
sender-card-unreachable = #{ $number }: the resident can't be reached here any more (they have blocked the bot). Please call them.
