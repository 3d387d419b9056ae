-- CreateTable
CREATE TABLE "Company" (
    "id" SERIAL NOT NULL,
    "siren" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Debtor" (
    "id" SERIAL NOT NULL,
    "companyId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "siren" TEXT,
    "vat" TEXT,
    "terms" TEXT,
    "limitMinor" BIGINT,
    "limitCurrency" TEXT,
    "insurer" TEXT,
    "insuredMinor" BIGINT,
    "insuredCurrency" TEXT,
    "insuredUntil" INTEGER,
    "segment" TEXT,
    "salesperson" TEXT,
    "salesAdmin" TEXT,
    "collector" TEXT,
    "country" TEXT,
    "region" TEXT,

    CONSTRAINT "Debtor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ItemSource" (
    "id" SERIAL NOT NULL,
    "companyId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "ItemSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Item" (
    "id" SERIAL NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "refKey" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "issueDay" INTEGER NOT NULL,
    "fromDay" INTEGER NOT NULL,
    "endDay" INTEGER NOT NULL,
    "endReason" INTEGER NOT NULL DEFAULT 0,
    "dueDay" INTEGER NOT NULL,
    "dueGiven" BOOLEAN NOT NULL,
    "scope" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "lineKey" TEXT NOT NULL,
    "account" TEXT NOT NULL DEFAULT '',
    "entryKey" TEXT NOT NULL DEFAULT '',
    "label" TEXT NOT NULL DEFAULT '',
    "letter" TEXT NOT NULL DEFAULT '',
    "letterDay" INTEGER,
    "originalMinor" BIGINT,
    "originalCurrency" TEXT,
    "disputed" TEXT,
    "line" INTEGER NOT NULL,
    "importId" INTEGER NOT NULL,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Allocation" (
    "id" SERIAL NOT NULL,
    "itemId" INTEGER NOT NULL,
    "counterId" INTEGER,
    "debtorId" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "dueDay" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "endDay" INTEGER NOT NULL,
    "debit" BOOLEAN NOT NULL,
    "scope" INTEGER NOT NULL DEFAULT 0,
    "amount" BIGINT NOT NULL,
    "basis" INTEGER NOT NULL,
    "importId" INTEGER NOT NULL,

    CONSTRAINT "Allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FecEntry" (
    "importId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "sale" INTEGER NOT NULL,
    "cash" INTEGER NOT NULL,
    "opening" INTEGER NOT NULL,
    "balance" BIGINT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "FecEntry_pkey" PRIMARY KEY ("importId","key")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" SERIAL NOT NULL,
    "at" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "sourceKey" TEXT NOT NULL,
    "companyId" INTEGER,
    "asOf" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "finished" BOOLEAN NOT NULL DEFAULT false,
    "report" TEXT NOT NULL DEFAULT 'null',

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT NOT NULL,
    "department" TEXT,
    "manager" TEXT,
    "backup" TEXT,
    "language" TEXT,
    "country" TEXT,
    "region" TEXT,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("platform","tenant","userId")
);

-- CreateTable
CREATE TABLE "JobRun" (
    "job" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "JobRun_pkey" PRIMARY KEY ("job","slot")
);

-- CreateTable
CREATE TABLE "InboundKey" (
    "key" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "InboundKey_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "replaces" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "at" BIGINT NOT NULL,
    "nextAt" BIGINT NOT NULL,
    "claimedAt" BIGINT,
    "refTenant" TEXT,
    "refChannel" TEXT,
    "refId" TEXT,
    "sentAt" BIGINT,
    "error" TEXT,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "payload" TEXT,
    "digest" TEXT NOT NULL,
    "prev" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "LocalMessage" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "thread" INTEGER,
    "author" TEXT NOT NULL,
    "only" TEXT,
    "text" TEXT NOT NULL,
    "card" TEXT,
    "key" TEXT,
    "at" BIGINT NOT NULL,
    "edited" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "LocalMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" SERIAL NOT NULL,
    "debtorId" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rawReason" TEXT,
    "said" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "openedBy" TEXT NOT NULL,
    "openedAt" BIGINT NOT NULL,
    "openedDay" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "ownerId" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "targetDays" INTEGER NOT NULL,
    "elapsed" INTEGER NOT NULL,
    "runningSince" INTEGER,
    "dueDay" INTEGER,
    "ackDueAt" BIGINT NOT NULL,
    "acknowledgedAt" BIGINT,
    "followUpDay" INTEGER,
    "settledAt" BIGINT,
    "settledDay" INTEGER,
    "settledBy" TEXT,
    "settledWhy" TEXT,
    "expectedMinor" BIGINT,
    "expectedDay" INTEGER,
    "openAtSettle" BIGINT,
    "creditItemId" INTEGER,
    "closedDay" INTEGER,
    "carded" BOOLEAN NOT NULL,
    "ownerMessage" TEXT,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DisputeLine" (
    "id" SERIAL NOT NULL,
    "disputeId" INTEGER NOT NULL,
    "itemId" INTEGER NOT NULL,
    "ref" TEXT NOT NULL,
    "minor" BIGINT NOT NULL,
    "fromDay" INTEGER NOT NULL,
    "untilDay" INTEGER NOT NULL,

    CONSTRAINT "DisputeLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DisputeStep" (
    "id" SERIAL NOT NULL,
    "disputeId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ownerId" INTEGER NOT NULL,
    "key" TEXT,
    "text" TEXT NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "DisputeStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" SERIAL NOT NULL,
    "personId" INTEGER NOT NULL,
    "fromDay" INTEGER NOT NULL,
    "toDay" INTEGER NOT NULL,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostedFigure" (
    "id" SERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "asOf" INTEGER NOT NULL,
    "fromDay" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "overdue" BIGINT NOT NULL,
    "sales" BIGINT NOT NULL,
    "totalNow" BIGINT NOT NULL,
    "overdueNow" BIGINT NOT NULL,
    "salesNow" BIGINT NOT NULL,

    CONSTRAINT "PostedFigure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertState" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "since" TEXT NOT NULL,

    CONSTRAINT "AlertState_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Motion" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "debtorId" INTEGER,
    "question" TEXT,
    "status" TEXT NOT NULL,
    "frozen" TEXT NOT NULL,
    "proposedBy" TEXT NOT NULL,
    "delegated" BOOLEAN NOT NULL,
    "opensAt" BIGINT NOT NULL,
    "closesAt" BIGINT NOT NULL,
    "extended" BOOLEAN NOT NULL,
    "reviewed" INTEGER NOT NULL,
    "edition" INTEGER NOT NULL,

    CONSTRAINT "Motion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MotionVoter" (
    "motionId" INTEGER NOT NULL,
    "member" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "proposer" BOOLEAN NOT NULL,
    "recused" BOOLEAN NOT NULL,
    "substitute" TEXT,

    CONSTRAINT "MotionVoter_pkey" PRIMARY KEY ("motionId","member")
);

-- CreateTable
CREATE TABLE "Ballot" (
    "id" SERIAL NOT NULL,
    "motionId" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "voter" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "upTo" BIGINT,
    "reason" TEXT,
    "facts" TEXT,
    "live" INTEGER,

    CONSTRAINT "Ballot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MotionFacts" (
    "motionId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "dossier" TEXT NOT NULL,
    "changes" TEXT NOT NULL,

    CONSTRAINT "MotionFacts_pkey" PRIMARY KEY ("motionId","number")
);

-- CreateTable
CREATE TABLE "Decision" (
    "motionId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "debtorId" INTEGER,
    "at" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "early" BOOLEAN NOT NULL,
    "tally" TEXT NOT NULL,
    "quorum" TEXT NOT NULL,
    "approved" BIGINT,
    "currency" TEXT NOT NULL,
    "untilDay" INTEGER,
    "ownerId" INTEGER,
    "dueDay" INTEGER NOT NULL,
    "carrying" TEXT NOT NULL,
    "followed" INTEGER NOT NULL,
    "warned" BOOLEAN NOT NULL,
    "headSeq" INTEGER NOT NULL,
    "headHash" TEXT NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("motionId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Company_siren_key" ON "Company"("siren");

-- CreateIndex
CREATE INDEX "Debtor_siren_idx" ON "Debtor"("siren");

-- CreateIndex
CREATE UNIQUE INDEX "Debtor_companyId_code_key" ON "Debtor"("companyId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "ItemSource_companyId_kind_name_key" ON "ItemSource"("companyId", "kind", "name");

-- CreateIndex
CREATE INDEX "Item_aging" ON "Item"("debtorId", "currency", "dueDay", "fromDay", "endDay", "amount", "scope", "kind", "endReason", "disputed");

-- CreateIndex
CREATE UNIQUE INDEX "Item_key" ON "Item"("refKey", "debtorId", "sourceId", "issueDay", "lineKey");

-- CreateIndex
CREATE INDEX "Allocation_aging" ON "Allocation"("debtorId", "currency", "dueDay", "day", "endDay", "amount", "debit", "scope", "basis");

-- CreateIndex
CREATE INDEX "Allocation_itemId_idx" ON "Allocation"("itemId");

-- CreateIndex
CREATE INDEX "Import_sourceKey_idx" ON "Import"("sourceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE INDEX "InboundKey_at_idx" ON "InboundKey"("at");

-- CreateIndex
CREATE INDEX "Outbox_status_nextAt_idx" ON "Outbox"("status", "nextAt");

-- CreateIndex
CREATE INDEX "Outbox_place_status_idx" ON "Outbox"("place", "status");

-- CreateIndex
CREATE INDEX "Outbox_platform_refChannel_refId_idx" ON "Outbox"("platform", "refChannel", "refId");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_key_platform_key" ON "Outbox"("key", "platform");

-- CreateIndex
CREATE INDEX "AuditEvent_subject_idx" ON "AuditEvent"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "LocalMessage_key_key" ON "LocalMessage"("key");

-- CreateIndex
CREATE INDEX "LocalMessage_channel_id_idx" ON "LocalMessage"("channel", "id");

-- CreateIndex
CREATE INDEX "LocalMessage_edited_idx" ON "LocalMessage"("edited");

-- CreateIndex
CREATE INDEX "Dispute_status_idx" ON "Dispute"("status");

-- CreateIndex
CREATE INDEX "Dispute_debtorId_idx" ON "Dispute"("debtorId");

-- CreateIndex
CREATE INDEX "DisputeLine_disputeId_idx" ON "DisputeLine"("disputeId");

-- CreateIndex
CREATE INDEX "DisputeLine_itemId_idx" ON "DisputeLine"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "DisputeStep_key_key" ON "DisputeStep"("key");

-- CreateIndex
CREATE INDEX "DisputeStep_disputeId_id_idx" ON "DisputeStep"("disputeId", "id");

-- CreateIndex
CREATE INDEX "Absence_personId_idx" ON "Absence"("personId");

-- CreateIndex
CREATE INDEX "PostedFigure_asOf_idx" ON "PostedFigure"("asOf");

-- CreateIndex
CREATE UNIQUE INDEX "PostedFigure_job_slot_currency_key" ON "PostedFigure"("job", "slot", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "Motion_question_key" ON "Motion"("question");

-- CreateIndex
CREATE INDEX "Motion_status_idx" ON "Motion"("status");

-- CreateIndex
CREATE INDEX "Motion_debtorId_idx" ON "Motion"("debtorId");

-- CreateIndex
CREATE UNIQUE INDEX "Ballot_motionId_seq_key" ON "Ballot"("motionId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Ballot_motionId_member_live_key" ON "Ballot"("motionId", "member", "live");

-- CreateIndex
CREATE INDEX "Decision_debtorId_kind_at_idx" ON "Decision"("debtorId", "kind", "at");

-- CreateIndex
CREATE INDEX "Decision_carrying_idx" ON "Decision"("carrying");

-- CreateIndex
CREATE INDEX "Decision_day_idx" ON "Decision"("day");

-- AddForeignKey
ALTER TABLE "Debtor" ADD CONSTRAINT "Debtor_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemSource" ADD CONSTRAINT "ItemSource_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_debtorId_fkey" FOREIGN KEY ("debtorId") REFERENCES "Debtor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "ItemSource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
