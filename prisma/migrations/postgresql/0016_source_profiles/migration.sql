-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "answers" TEXT NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "Profile" (
    "name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "Profile_pkey" PRIMARY KEY ("name","fingerprint")
);
