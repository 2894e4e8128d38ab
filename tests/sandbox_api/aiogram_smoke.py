"""A second client library against the stand-in: `aiogram_smoke.py API_ADDRESS TOKEN`, with `mulin sandbox --no-bot`
serving there. Ends with 0 and a line when everything was understood, with 1 and the difference when not."""

import asyncio
import sys

import aiohttp
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReactionTypeEmoji,
)

RESIDENT = 7001
STAFF_CHAT = -1001000000002


async def people(address: str, path: str, **act):
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{address}/sandbox/{path}", json=act) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


async def calls(bot: Bot) -> int:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]])
    sent = await bot.send_message(RESIDENT, "<b>hi</b>", parse_mode="HTML", reply_markup=keyboard)
    assert (sent.text, sent.entities[0].type) == ("hi", "bold")
    assert (await bot.edit_message_text("yo", chat_id=RESIDENT, message_id=sent.message_id)).text == "yo"
    assert await bot.set_message_reaction(RESIDENT, sent.message_id, [ReactionTypeEmoji(emoji="👍")])
    photo = await bot.send_photo(RESIDENT, BufferedInputFile(b"123", "a.jpg"), caption="c")
    file = await bot.get_file(photo.photo[-1].file_id)
    assert (await bot.download_file(file.file_path)).read() == b"123"
    media = [BufferedInputFile(b"1", "a.jpg"), photo.photo[0].file_id]
    album = await bot.send_media_group(RESIDENT, [InputMediaPhoto(media=one) for one in media])
    assert len({message.media_group_id for message in album}) == 1
    assert (await bot.get_chat(RESIDENT)).type == "private"
    assert (await bot.get_chat_member(STAFF_CHAT, bot.id)).status == "administrator"
    assert len(await bot.get_chat_administrators(STAFF_CHAT)) == 2
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand(command="start", description="x")], scope=scope, language_code="zh")
    assert len(await bot.get_my_commands(scope=scope, language_code="zh")) == 1
    await bot.copy_message(STAFF_CHAT, RESIDENT, photo.message_id)
    await bot.delete_message(RESIDENT, sent.message_id)
    try:
        await bot.send_message(5, "x")
    except TelegramBadRequest as refusal:
        assert "chat not found" in str(refusal)
    else:
        raise AssertionError("a message to nobody went out")
    return 15


async def conversation(address: str, bot: Bot) -> None:
    dispatcher, heard = Dispatcher(), []

    @dispatcher.message(F.text == "ping")
    async def ask(message):
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="ok", callback_data="pressed")]])
        sent = await message.answer("pong", reply_markup=keyboard)
        await people(address, "press", **{"as": RESIDENT, "chat": RESIDENT, "message_id": sent.message_id, "data": "pressed"})

    @dispatcher.callback_query()
    async def hear(query):
        heard.append(query.data)
        await query.answer("ok")
        await dispatcher.stop_polling()

    await people(address, "say", **{"as": RESIDENT, "chat": RESIDENT, "text": "ping"})
    await asyncio.wait_for(dispatcher.start_polling(bot, handle_signals=False), 30)
    assert heard == ["pressed"]


async def main(address: str, token: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    assert (await bot.get_me()).is_bot
    await people(address, "start", **{"as": RESIDENT, "token": "c-yongfengli"})
    updates = await bot.get_updates(timeout=1)
    assert updates[-1].message.text == "/start c-yongfengli"
    done = await calls(bot)
    await conversation(address, bot)
    print(f"aiogram: {done} calls and a conversation understood")


asyncio.run(main(*sys.argv[1:]))
