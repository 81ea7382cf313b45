ALTER TABLE "conversation_reference" DROP CONSTRAINT "conversation_reference_state";--> statement-breakpoint
ALTER TABLE "conversation_reference" DROP COLUMN "state";