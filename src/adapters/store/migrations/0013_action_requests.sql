CREATE TABLE "action_request" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"action_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "action_request_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
