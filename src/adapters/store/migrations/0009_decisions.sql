CREATE TABLE "decision" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"committee_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"taken_at" text NOT NULL,
	"zone" text NOT NULL,
	"meeting_id" text,
	"item" text,
	"vote_mode" text NOT NULL,
	"votes_for" integer NOT NULL,
	"votes_against" integer NOT NULL,
	"votes_abstained" integer NOT NULL,
	"quorum" jsonb NOT NULL,
	"present" jsonb NOT NULL,
	"superseded_by" text,
	"review_on" text,
	"in_camera" boolean NOT NULL,
	"amendments" jsonb NOT NULL,
	"reach_asked" integer NOT NULL,
	"reach_applied" integer NOT NULL,
	"reach_left" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text,
	"version" integer NOT NULL,
	CONSTRAINT "decision_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "decision_kind" CHECK ("decision"."kind" in ('decision', 'ruling', 'direction', 'recommendation')),
	CONSTRAINT "decision_vote_mode" CHECK ("decision"."vote_mode" in ('unanimous', 'consensus', 'majority', 'casting')),
	CONSTRAINT "decision_reach" CHECK ("decision"."reach_left" >= 0 and "decision"."reach_applied" >= 0 and "decision"."reach_left" + "decision"."reach_applied" <= "decision"."reach_asked")
);
--> statement-breakpoint
CREATE TABLE "decision_reach" (
	"tenant_id" text NOT NULL,
	"decision_id" text NOT NULL,
	"institution_id" text NOT NULL,
	"state" text NOT NULL,
	"planned_on" text,
	"reason" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text,
	CONSTRAINT "decision_reach_tenant_id_decision_id_institution_id_pk" PRIMARY KEY("tenant_id","decision_id","institution_id"),
	CONSTRAINT "decision_reach_state" CHECK ("decision_reach"."state" in ('asked', 'received', 'planned', 'applied', 'not-applicable')),
	CONSTRAINT "decision_reach_planned" CHECK (("decision_reach"."state" = 'planned') = ("decision_reach"."planned_on" is not null))
);
--> statement-breakpoint
ALTER TABLE "decision_reach" ADD CONSTRAINT "decision_reach_decision" FOREIGN KEY ("tenant_id","decision_id") REFERENCES "public"."decision"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_number" ON "decision" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "decision_newest" ON "decision" USING btree ("tenant_id","taken_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "decision_committee" ON "decision" USING btree ("tenant_id","committee_id","taken_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "decision_superseded" ON "decision" USING btree ("tenant_id","superseded_by") WHERE superseded_by is not null;--> statement-breakpoint
CREATE INDEX "decision_replaced_newest" ON "decision" USING btree ("tenant_id","taken_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE superseded_by is not null;--> statement-breakpoint
CREATE INDEX "decision_review" ON "decision" USING btree ("tenant_id","review_on") WHERE superseded_by is null and review_on is not null;--> statement-breakpoint
CREATE INDEX "decision_reach_left" ON "decision" USING btree ("tenant_id","id") WHERE superseded_by is null and reach_left > 0;--> statement-breakpoint
CREATE INDEX "decision_reach_unanswered" ON "decision_reach" USING btree ("tenant_id","institution_id","asked_at") WHERE state = 'asked';