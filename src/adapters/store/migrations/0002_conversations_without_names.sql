ALTER TABLE "conversation_reference" ADD COLUMN "team_thread_id" text;--> statement-breakpoint
ALTER TABLE "message_ledger" ADD COLUMN "copies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "conversation_reference_thread" ON "conversation_reference" USING btree ("tenant_id","team_thread_id");--> statement-breakpoint
CREATE INDEX "conversation_reference_latest" ON "conversation_reference" USING btree ("tenant_id","updated_at");--> statement-breakpoint
ALTER TABLE "conversation_reference" DROP COLUMN "conversation_id";--> statement-breakpoint
ALTER TABLE "conversation_reference" DROP COLUMN "locale";--> statement-breakpoint
ALTER TABLE "conversation_reference" DROP COLUMN "reference";--> statement-breakpoint
ALTER TABLE "message_ledger" DROP COLUMN "attempts";