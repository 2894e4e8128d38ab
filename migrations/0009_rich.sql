-- Whether a chat shows tables as such (rich messages); plain words until somebody switches it on.
ALTER TABLE chats ADD COLUMN rich BIGINT NOT NULL DEFAULT 0;
